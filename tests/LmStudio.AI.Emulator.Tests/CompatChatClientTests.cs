using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Moq;

namespace LmStudio.AI.Emulator.Tests;

public sealed class CompatChatClientTests
{
    [Fact]
    public async Task Chat_Request_ReachesTheClientInFull()
    {
        List<ChatMessage> seen = [];
        ChatOptions? options = null;
        await using LmStudioEmulator lmStudio = await StartAsync((messages, given) =>
        {
            seen.AddRange(messages);
            options = given;
            return [new TextContent("Sunny.")];
        });
        using Api api = new(lmStudio);

        await api.PostAsync("/v1/chat/completions", """
            {
              "model": "google/gemma-3-1b", "stop": ["x"], "seed": 7, "presence_penalty": 0.5, "frequency_penalty": 0.25, "tool_choice": "required",
              "messages": [
                { "role": "system", "content": "Be brief." },
                { "role": "user", "content": "How is the weather?" },
                { "role": "assistant", "tool_calls": [ { "id": "1", "type": "function", "function": { "name": "get_weather", "arguments": "{\"city\":\"Bern\"}" } } ] },
                { "role": "tool", "tool_call_id": "1", "content": "Sunny." }
              ],
              "tools": [ { "type": "function", "function": { "name": "get_weather", "description": "Tells it.", "parameters": { "type": "object" } } } ],
              "response_format": { "type": "json_schema", "json_schema": { "name": "x", "schema": { "type": "string" } } }
            }
            """);

        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], seen.Select(static message => message.Role));
        FunctionCallContent call = Assert.IsType<FunctionCallContent>(seen[2].Contents.Single());
        Assert.Equal(("1", "get_weather", "Bern"), (call.CallId, call.Name, call.Arguments!["city"]!.ToString()));
        Assert.Equal("Sunny.", Assert.IsType<FunctionResultContent>(seen[3].Contents.Single()).Result);
        Assert.Equal((7L, 0.5f, 0.25f, ChatToolMode.RequireAny), (options!.Seed, options.PresencePenalty, options.FrequencyPenalty, options.ToolMode));
        Assert.Equal(["x"], options.StopSequences);
        Assert.Equal("get_weather", Assert.Single(options.Tools!).Name);
        Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat);
    }

    [Fact]
    public async Task Chat_ClientCallsAFunction_TheCallIsPassedOn()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static (_, _) =>
            [new TextContent("Let me see."), new FunctionCallContent("x", "get_weather", new Dictionary<string, object?> { ["city"] = "Bern" })]);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", """
            {
              "model": "google/gemma-3-1b", "messages": [ { "role": "user", "content": "Hi" } ],
              "tools": [ { "type": "function", "function": { "name": "get_weather" } } ]
            }
            """);

        Assert.Equal("tool_calls", (string?)reply.Json["choices"]![0]!["finish_reason"]);
        Wire.AssertJson(
            """{"name":"get_weather","arguments":"{\"city\":\"Bern\"}"}""", reply.Json["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("/v1/responses", """{"model":"google/gemma-3-1b","input":"Hi"}""")]
    [InlineData("/v1/messages", """{"model":"google/gemma-3-1b","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""")]
    public async Task Chat_ClientThrows_IsAnError(string path, string request)
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static (_, _) => throw new InvalidOperationException("Out of order."));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(path, request);

        Assert.Equal((500, "Out of order."), (reply.Status, (string?)reply.Json["error"]!["message"]));
    }

    private static Task<LmStudioEmulator> StartAsync(Func<IEnumerable<ChatMessage>, ChatOptions?, AIContent[]> answer)
    {
        Mock<IChatClient> client = new();
        client
            .Setup(static client => client.GetStreamingResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) => Stream(answer(messages, options), cancellationToken));
        return LmStudioEmulator.StartAsync(options => options.ChatClient = client.Object);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Stream(AIContent[] contents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        yield return new(ChatRole.Assistant, contents);
    }
}
