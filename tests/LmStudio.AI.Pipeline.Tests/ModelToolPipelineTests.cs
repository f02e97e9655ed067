using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>An agent that manages models with <see cref="LmStudioModelTools"/>.</summary>
public sealed class ModelToolPipelineTests
{
    private const string Agent = "openai/gpt-oss-20b";
    private const string Model = "qwen/qwen3-8b";

    [Fact]
    public async Task LoadModel_CalledByAModel_LoadsWithoutAsking()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("load_model", new { model = Model, context_length = 8192 }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is loaded."));
        using LmStudioClient lmStudioClient = new(lmStudio.Endpoint, apiToken: "");
        using IChatClient client = lmStudioClient.AsIChatClient(Agent).AsBuilder().UseFunctionInvocation().Build();

        ChatResponse response = await client.GetResponseAsync("Load Qwen.", new() { Tools = [.. LmStudioModelTools.Create(lmStudioClient)] });

        Assert.Equal("It is loaded.", response.Text);
        Assert.Contains(lmStudio.LoadedInstances, static instance => instance.Id == Model && instance.ContextLength == 8192);
        string result = response.Messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Single().Result!.ToString()!;
        Assert.StartsWith("""{"instance":"qwen/qwen3-8b","status":"loaded","context_length":8192""", result);
    }

    [Theory]
    [InlineData("download_model", """{"model":"ibm/granite-4-micro"}""", "/api/v1/models/download")]
    [InlineData("unload_other_model", """{"instance":"qwen/qwen3-8b"}""", "/api/v1/models/unload")]
    public async Task WhatCosts_CalledByAModel_RunsOnlyWhenApproved(string tool, string arguments, string path)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        _ = lmStudio.LoadModel(Model);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction(tool, System.Text.Json.JsonDocument.Parse(arguments).RootElement));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));
        using LmStudioClient lmStudioClient = new(lmStudio.Endpoint, apiToken: "");
        using IChatClient client = lmStudioClient.AsIChatClient(Agent).AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = new() { Tools = [.. LmStudioModelTools.Create(lmStudioClient)] };
        List<ChatMessage> history = [new(ChatRole.User, "Do it.")];

        ChatResponse asking = await client.GetResponseAsync(history, options);
        Assert.DoesNotContain(lmStudio.Requests, request => request.Path == path);

        ToolApprovalRequestContent approval = asking.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>().Single();
        history.AddMessages(asking);
        history.Add(new ChatMessage(ChatRole.User, [approval.CreateResponse(approved: true)]));
        ChatResponse response = await client.GetResponseAsync(history, options);

        Assert.Equal("Done.", response.Text);
        _ = Assert.Single(lmStudio.Requests, request => request.Path == path);
    }
}
