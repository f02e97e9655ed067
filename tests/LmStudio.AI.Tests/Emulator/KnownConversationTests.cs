using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Callers that resend their history, with a client that recognizes it.</summary>
public sealed class KnownConversationTests
{
    private readonly List<ChatMessage> _history = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_ResentHistory_SendsOnlyWhatIsNewToTheNativeEndpoint(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = CreateClient(server);

        await AskAsync(client, "My name is Ada.", stream);
        await AskAsync(client, "What is my name?", stream);
        ChatResponse third = await AskAsync(client, "Thank you.", stream);

        Assert.Equal("/api/v1/chat", third.EndpointPath);
        Assert.Equal(["/api/v1/chat", "/api/v1/chat", "/api/v1/chat"], ChatPaths(lmStudio));
        Assert.Contains("\"input\":\"Thank you.\"", lmStudio.Requests[^1].Body);
        Assert.DoesNotContain("Ada", lmStudio.Requests[^1].Body);
        Assert.Contains("previous_response_id", lmStudio.Requests[^1].Body);
    }

    [Fact]
    public async Task GetResponse_EditedHistory_SendsAllOfIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = CreateClient(server);

        await AskAsync(client, "My name is Ada.");
        _history[0] = new ChatMessage(ChatRole.User, "My name is Bob.");
        await AskAsync(client, "What is my name?");

        Assert.Contains("My name is Bob.", lmStudio.Requests[^1].Body);
        Assert.NotEqual("/api/v1/chat", lmStudio.Requests[^1].Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_ConversationThatTheServerHasForgotten_SendsTheWholeHistory(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = CreateClient(server);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello Ada."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Ada."));

        await AskAsync(client, "My name is Ada.", stream);
        lmStudio.ForgetConversations();
        ChatResponse response = await AskAsync(client, "What is my name?", stream);

        Assert.Equal("Ada.", response.Text);
        Assert.Equal(["/api/v1/chat", "/api/v1/chat", "/v1/responses"], ChatPaths(lmStudio));
        Assert.Contains("My name is Ada.", lmStudio.Requests[^1].Body);
    }

    [Fact]
    public async Task GetResponse_OptionOff_SendsTheWholeHistory()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = server.AsIChatClient("qwen/qwen3-8b");

        await AskAsync(client, "My name is Ada.");
        ChatResponse response = await AskAsync(client, "What is my name?");

        Assert.Equal("/v1/chat/completions", response.EndpointPath);
        Assert.Contains("My name is Ada.", lmStudio.Requests[^1].Body);
    }

    [Fact]
    public async Task GetResponse_FunctionsByACallerThatResendsAll_KeepsToStoredResponses()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = CreateClient(server);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create(static () => "noon", "get_time")] };

        ChatResponse call = await AskAsync(client, "What time is it?", options: options);
        FunctionCallContent content = call.Messages[0].Contents.OfType<FunctionCallContent>().Single();
        _history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(content.CallId, "noon")]));
        ChatResponse answer = await client.GetResponseAsync(_history, options);

        Assert.Equal("It is noon.", answer.Text);
        Assert.Equal(["/v1/responses", "/v1/responses"], ChatPaths(lmStudio));
        Assert.DoesNotContain("What time is it?", lmStudio.Requests[^1].Body);
    }

    [Fact]
    public async Task GetResponse_LoopThatRepeatsOnlyTheInstructions_IsRecognizedAsAWhole()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = CreateClient(server);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("You are welcome."));
        ChatOptions options = new() { Instructions = "Be brief.", Tools = [AIFunctionFactory.Create(static () => "noon", "get_time")] };
        _history.Add(new ChatMessage(ChatRole.System, "You are a clock."));

        // The loop of the function-invoking middleware: the id and the result, and of the system prompt only the instructions.
        ChatResponse call = await AskAsync(client, "What time is it?", options: options);
        ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent(call.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId, "noon")]);
        ChatOptions continued = options.Clone();
        continued.ConversationId = call.ConversationId;
        ChatResponse answer = await client.GetResponseAsync([result], continued);
        _history.Add(result);
        _history.AddMessages(answer);
        _ = await AskAsync(client, "Thank you.", options: options);

        Assert.Contains("Thank you.", lmStudio.Requests[^1].Body);
        Assert.Contains(answer.ConversationId!, lmStudio.Requests[^1].Body);
        Assert.DoesNotContain("It is noon.", lmStudio.Requests[^1].Body);
    }

    // No endpoint continues a conversation with stop sequences, but the caller has sent all that it takes to do without the conversation.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_WhatCannotGoWithAConversation_SendsTheWholeHistory(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        IChatClient client = CreateClient(server);

        await AskAsync(client, "My name is Ada.", stream);
        ChatResponse response = await AskAsync(client, "What is my name?", stream, new() { StopSequences = ["END"] });

        Assert.Equal("/v1/chat/completions", response.EndpointPath);
        Assert.Contains("My name is Ada.", lmStudio.Requests[^1].Body);
    }

    // Storing is then the client's wish, not an option of the request.
    [Fact]
    public async Task GetResponse_WhatCannotBeStored_IsNoUnsupportedOption()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient server = lmStudio.CreateClient();
        LmStudioChatClient client = new(server, "qwen/qwen3-8b", new() { ContinueKnownConversations = true, UnsupportedOptionBehavior = LmStudioUnsupportedOptionBehavior.Throw });

        ChatResponse response = await AskAsync(client, "Hello", options: new() { StopSequences = ["END"] });

        Assert.Equal("/v1/chat/completions", response.EndpointPath);
    }

    private static LmStudioChatClient CreateClient(LmStudioClient server) => new(server, "qwen/qwen3-8b", new() { ContinueKnownConversations = true });

    private static IEnumerable<string> ChatPaths(LmStudioEmulator lmStudio) =>
        lmStudio.Requests.Where(static request => request.Method == "POST").Select(static request => request.Path);

    private async Task<ChatResponse> AskAsync(IChatClient client, string text, bool stream = false, ChatOptions? options = null)
    {
        _history.Add(new ChatMessage(ChatRole.User, text));
        ChatResponse response = stream
            ? await client.GetStreamingResponseAsync(_history, options).ToChatResponseAsync()
            : await client.GetResponseAsync(_history, options);
        _history.AddMessages(response);
        return response;
    }
}
