#pragma warning disable MEAI001 // All of this is experimental.

using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>What Microsoft.Extensions.AI has got since the version that the connector is built with.</summary>
public sealed class NewestAbstractionsTests
{
    public static TheoryData<LmStudioChatEndpoint, bool> EndpointsAndModes => new()
    {
        { LmStudioChatEndpoint.ChatCompletions, false },
        { LmStudioChatEndpoint.ChatCompletions, true },
        { LmStudioChatEndpoint.Responses, false },
        { LmStudioChatEndpoint.Responses, true },
        { LmStudioChatEndpoint.Messages, false },
        { LmStudioChatEndpoint.Messages, true },
    };

    [Theory]
    [InlineData(LmStudioChatEndpoint.Auto, false)]
    [InlineData(LmStudioChatEndpoint.Auto, true)]
    [InlineData(LmStudioChatEndpoint.Native, false)]
    [InlineData(LmStudioChatEndpoint.Responses, true)]
    public async Task HostedToolSearchTool_IsRefusedBeforeAnythingIsSent(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using IChatClient client = Build(lmStudio, endpoint);

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => AskAsync(client, streaming, "Hi", new ChatOptions { Tools = [new HostedToolSearchTool(), AIFunctionFactory.Create(static () => "noon", "get_time")] }));

        Assert.Contains("HostedToolSearchTool", exception.Message);
        Assert.DoesNotContain(lmStudio.Requests, static request => request.Method == "POST");
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task AIFunctionName_IsWhatTheModelCalls(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("what_time_is_it"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        using IChatClient client = Build(lmStudio, endpoint);

        ChatResponse response = await AskAsync(client, streaming, "When?", new ChatOptions { Tools = [AIFunctionFactory.Create(GetTime)] });

        Assert.Contains("It is noon.", response.Text);
        EmulatorRequest[] chats = [.. lmStudio.Requests.Where(static request => request.Method == "POST")];
        Assert.Contains("\"what_time_is_it\"", chats[0].Body);
        Assert.DoesNotContain("GetTime", chats[0].Body);
        Assert.Contains("noon", chats[1].Body);
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task ToolApproval_CallsWithAndWithoutConfirmation_BothRunOnceApproved(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("delete_file"), EmulatorStep.CallFunction("what_time_is_it"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Deleted at noon."));
        using IChatClient client = Build(lmStudio, endpoint);
        int deleted = 0;
        ChatOptions options = new()
        {
            Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => ++deleted, "delete_file")), AIFunctionFactory.Create(GetTime)],
        };
        List<ChatMessage> history = [new(ChatRole.User, "Delete it.")];

        ChatResponse asked = await AskAsync(client, streaming, history, options);
        ToolApprovalRequestContent[] requests = [.. asked.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>()];
        history.AddRange(asked.Messages);
        history.Add(new ChatMessage(ChatRole.User, [.. requests.Select(static request => request.CreateResponse(approved: true))]));
        ChatResponse response = await AskAsync(client, streaming, history, options);

        Assert.Equal([true, false], requests.Select(static request => request.RequiresConfirmation));
        Assert.Contains("Deleted at noon.", response.Text);
        Assert.Equal(1, deleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RoutingChatClient_TwoServers_EachGetsItsOwnRequests(bool streaming)
    {
        await using LmStudioEmulator small = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator large = await LmStudioEmulator.StartAsync();
        using IChatClient smallClient = new LmStudioChatClient(small.Endpoint, "google/gemma-3-1b", apiToken: "");
        using IChatClient largeClient = new LmStudioChatClient(large.Endpoint, "openai/gpt-oss-20b", apiToken: "");
        using IChatClient client = RoutingChatClient.Create((context, _) => new(context.ChatOptions?.Reasoning is null ? smallClient : largeClient));

        ChatResponse first = await AskAsync(client, streaming, "Hi", new ChatOptions());
        ChatResponse second = await AskAsync(client, streaming, "Prove it.", new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.High } });

        Assert.Equal("google/gemma-3-1b", first.ModelId);
        Assert.Equal("openai/gpt-oss-20b", second.ModelId);
        _ = Assert.Single(small.Requests, static request => request.Method == "POST");
        _ = Assert.Single(large.Requests, static request => request.Method == "POST");
    }

    [AIFunctionName("what_time_is_it")]
    private static string GetTime() => "noon";

    private static IChatClient Build(LmStudioEmulator lmStudio, LmStudioChatEndpoint endpoint) =>
        new LmStudioClient(lmStudio.Endpoint, apiToken: "")
            .AsIChatClient("openai/gpt-oss-20b", new LmStudioChatClientOptions { Endpoint = endpoint })
            .AsBuilder()
            .UseFunctionInvocation()
            .Build();

    private static Task<ChatResponse> AskAsync(IChatClient client, bool streaming, string message, ChatOptions options) =>
        AskAsync(client, streaming, [new ChatMessage(ChatRole.User, message)], options);

    private static Task<ChatResponse> AskAsync(IChatClient client, bool streaming, List<ChatMessage> messages, ChatOptions options) =>
        streaming ? client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : client.GetResponseAsync(messages, options);
}
