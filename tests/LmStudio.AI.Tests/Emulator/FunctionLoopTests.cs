using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>A caller that runs functions itself, over each endpoint that takes them.</summary>
public sealed class FunctionLoopTests
{
    private readonly List<string> _cities = [];

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
    [MemberData(nameof(EndpointsAndModes))]
    public async Task Loop_CallResultAnswer_GivesTheAnswer(LmStudioChatEndpoint endpoint, bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(Call("Oslo"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It rains in Oslo."));

        ChatResponse response = await RunAsync(lmStudio, endpoint, stream);

        Assert.Equal("It rains in Oslo.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(["Oslo"], _cities);
        Assert.Contains("rain in Oslo", lmStudio.Requests[^1].Body);
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task Loop_TwoParallelCalls_AnswersBoth(LmStudioChatEndpoint endpoint, bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(Call("Oslo"), Call("Rome"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Both."));

        ChatResponse response = await RunAsync(lmStudio, endpoint, stream);

        Assert.Equal("Both.", response.Text);
        Assert.Equal(["Oslo", "Rome"], _cities);
        Assert.Contains("rain in Oslo", lmStudio.Requests[^1].Body);
        Assert.Contains("rain in Rome", lmStudio.Requests[^1].Body);
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task Loop_CallAfterACall_AnswersEachInTurn(LmStudioChatEndpoint endpoint, bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("First Oslo."), Call("Oslo"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("And Rome."), Call("Rome"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));

        ChatResponse response = await RunAsync(lmStudio, endpoint, stream);

        Assert.Equal("Done.", response.Text);
        Assert.Equal(["Oslo", "Rome"], _cities);
        Assert.Equal(3, lmStudio.Requests.Count(static request => request.Method == "POST"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loop_OnAnEndpointThatStores_SendsOnlyTheResults(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(Call("Oslo"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));

        _ = await RunAsync(lmStudio, LmStudioChatEndpoint.Responses, stream);

        Assert.DoesNotContain("How is the weather?", lmStudio.Requests[^1].Body);
        Assert.Contains("previous_response_id", lmStudio.Requests[^1].Body);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions)]
    [InlineData(LmStudioChatEndpoint.Messages)]
    public async Task Loop_OnAnEndpointWithoutState_SendsTheHistory(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(Call("Oslo"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));

        _ = await RunAsync(lmStudio, endpoint, stream: false);

        Assert.Contains("How is the weather?", lmStudio.Requests[^1].Body);
    }

    [Fact]
    public async Task Loop_WithAnMcpServerBeside_GoesOverResponses()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([AIFunctionFactory.Create(static () => "noon", "get_time", "Tells the time.")]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("clock", "get_time"), Call("Oslo"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Noon and rain."));

        ChatResponse response = await RunAsync(lmStudio, LmStudioChatEndpoint.Auto, stream: true, new HostedMcpServerTool("clock", mcp.Endpoint));

        Assert.Equal("Noon and rain.", response.Text);
        Assert.Equal("/v1/responses", response.EndpointPath);
        Assert.Equal(["Oslo"], _cities);
    }

    private static EmulatorStep Call(string city) => EmulatorStep.CallFunction("get_weather", new { city });

    private async Task<ChatResponse> RunAsync(LmStudioEmulator lmStudio, LmStudioChatEndpoint endpoint, bool stream, params AITool[] more)
    {
        using LmStudioClient lmStudioClient = lmStudio.CreateClient();
        IChatClient client = lmStudioClient.AsIChatClient("openai/gpt-oss-20b", new() { Endpoint = endpoint });
        AIFunction weather = AIFunctionFactory.Create(
            (string city) =>
            {
                _cities.Add(city);
                return $"rain in {city}";
            },
            "get_weather",
            "Tells the weather of a city.");
        return await FunctionLoop.RunAsync(client, stream, "How is the weather?", new() { Tools = [weather, .. more] });
    }
}
