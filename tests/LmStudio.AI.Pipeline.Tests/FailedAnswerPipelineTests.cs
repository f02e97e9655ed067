using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>The function loop runs nothing of an answer that failed or was cut off.</summary>
public sealed class FailedAnswerPipelineTests
{
    private readonly List<string> _deleted = [];

    public static TheoryData<LmStudioChatEndpoint> Endpoints => [LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages];

    public static TheoryData<LmStudioChatEndpoint, string> CutAnswers => new()
    {
        { LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"delete_file","arguments":""}}]},"finish_reason":"length"}]}""" },
        {
            LmStudioChatEndpoint.Responses,
            """{"id":"resp_1","status":"incomplete","output":[{"type":"function_call","call_id":"1","name":"delete_file","arguments":"{\"file\":\"/tmp/x"}]}"""
        },
        { LmStudioChatEndpoint.Messages, """{"content":[{"type":"tool_use","id":"1","name":"delete_file","input":{}}],"stop_reason":"max_tokens"}""" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetStreamingResponse_ErrorAfterACall_RunsNothingAndThrows(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Sure. "), EmulatorStep.CallFunction("delete_file", new { file = "a.txt" }), EmulatorStep.Fail("internal_error", "Model crashed."));
        using LmStudioClient lmStudioClient = new(lmStudio.Endpoint);
        using IChatClient client = Build(lmStudioClient, endpoint);
        List<ChatResponseUpdate> updates = [];

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Delete a.txt", Options()))
            {
                updates.Add(update);
            }
        });

        Assert.Equal(LmStudioErrorKind.ServerError, exception.Kind);
        Assert.Contains("Model crashed.", exception.Message);
        Assert.Empty(_deleted);
        Assert.Equal("Sure. ", updates.ToChatResponse().Text);
        _ = Assert.Single(lmStudio.Requests, static request => request.Method == "POST");
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorAfterACallOfAContinuedConversation_RunsNothingAndThrows()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Sure. "), EmulatorStep.CallFunction("delete_file", new { file = "a.txt" }), EmulatorStep.Fail("internal_error", "Model crashed."));
        using LmStudioClient lmStudioClient = new(lmStudio.Endpoint);
        using IChatClient client = Build(lmStudioClient, LmStudioChatEndpoint.Auto);
        ChatOptions options = Options();
        options.ConversationId = (await client.GetResponseAsync("Hi")).ConversationId;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetStreamingResponseAsync("Delete a.txt", options).ToChatResponseAsync());

        Assert.Contains("Model crashed.", exception.Message);
        Assert.Empty(_deleted);
    }

    [Theory]
    [MemberData(nameof(CutAnswers))]
    public async Task GetResponse_CallCutOff_RunsNothingAndShowsTheCall(LmStudioChatEndpoint endpoint, string body)
    {
        using HttpClient httpClient = new(new FixedAnswer(body));
        using LmStudioClient lmStudioClient = new(httpClient, new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234") });
        using IChatClient client = Build(lmStudioClient, endpoint);

        ChatResponse response = await client.GetResponseAsync("Delete a.txt", Options());

        Assert.Empty(_deleted);
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal("delete_file", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
    }

    private static IChatClient Build(LmStudioClient client, LmStudioChatEndpoint endpoint) =>
        client.AsIChatClient("openai/gpt-oss-20b", new() { Endpoint = endpoint }).AsBuilder().UseFunctionInvocation().Build();

    private ChatOptions Options() => new() { Tools = [AIFunctionFactory.Create((string? file = null) => _deleted.Add(file ?? "EVERYTHING"), "delete_file")] };

    private sealed class FixedAnswer(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
