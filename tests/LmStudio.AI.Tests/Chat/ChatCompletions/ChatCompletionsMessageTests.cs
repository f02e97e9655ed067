using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How histories are sent (docs/protocol.md, "POST /v1/chat/completions").</summary>
public class ChatCompletionsMessageTests
{
    private static readonly DataContent Dot = new("data:image/png;base64,iVBORw0KGgo=");

    [Fact]
    public Task GetResponse_TextAndImage_ArePartsInOrder() => Completions.VerifyMessagesAsync(
        """
        [{"role":"user","content":[
          {"type":"text","text":"What is this?"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},
          {"type":"text","text":"And this?"},
          {"type":"image_url","image_url":{"url":"data:image/gif;base64,R0lG","detail":"low"}}]}]
        """,
        new ChatMessage(ChatRole.User,
        [
            new TextContent("What is this?"), Dot, new TextContent("And this?"),
            new UriContent("data:image/gif;base64,R0lG", "image/gif") { AdditionalProperties = new() { ["detail"] = "low" } },
        ]));

    [Fact]
    public Task GetResponse_ContentsWithNothingToSend_AreLeftOut() => Completions.VerifyMessagesAsync(
        """[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"So?"}]""",
        new(ChatRole.User, [new TextContent(""), new TextContent("Hi")]),
        new(ChatRole.Assistant, [new TextReasoningContent("They greet me."), new TextContent("Hel"), new TextContent("lo"), new UsageContent(new())]),
        new(ChatRole.Assistant, [new TextReasoningContent("Nothing to say.")]),
        new(ChatRole.User, []),
        new(ChatRole.User, "So?"));

    [Fact]
    public Task GetResponse_CallAndResult_ArePair() => Completions.VerifyMessagesAsync(
        """
        [{"role":"user","content":"Hi"},
         {"role":"assistant","content":"Let me look.","tool_calls":[{"id":"1","type":"function","function":{"name":"find_book","arguments":"{\"title\":\"Momo — é\",\"year\":1973,\"author\":null}"}}]},
         {"role":"tool","tool_call_id":"1","content":"found"}]
        """,
        new(ChatRole.User, "Hi"),
        new(ChatRole.Assistant, [new TextContent("Let me look."), new FunctionCallContent("1", "find_book", new Dictionary<string, object?> { ["title"] = "Momo — é", ["year"] = 1973, ["author"] = null })]),
        new(ChatRole.Tool, [new FunctionResultContent("1", "found")]));

    [Fact]
    public Task GetResponse_CallWithoutTextAndArguments_HasNeither() => Completions.VerifyMessagesAsync(
        """
        [{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"stop","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"1","content":""}]
        """,
        new(ChatRole.Assistant, [new FunctionCallContent("1", "stop")]),
        new(ChatRole.Tool, [new FunctionResultContent("1", null)]));

    [Fact]
    public Task GetResponse_SeveralResults_AreOneMessageEach() => Completions.VerifyMessagesAsync(
        """
        [{"role":"assistant","tool_calls":[
          {"id":"1","type":"function","function":{"name":"a","arguments":"{}"}},
          {"id":"2","type":"function","function":{"name":"b","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"1","content":"one"},
         {"role":"tool","tool_call_id":"2","content":"{\"n\":2}"},
         {"role":"assistant","content":"Done."}]
        """,
        new(ChatRole.Assistant, [new FunctionCallContent("1", "a"), new FunctionCallContent("2", "b")]),
        new(ChatRole.Tool, [new FunctionResultContent("1", JsonElement.Parse("\"one\"")), new FunctionResultContent("2", JsonElement.Parse("""{ "n": 2 }"""))]),
        new(ChatRole.Assistant, "Done."));

    // Templates want the results right after the message with their calls.
    [Fact]
    public Task GetResponse_CallsInMessagesOfTheirOwn_AreOneMessage() => Completions.VerifyMessagesAsync(
        """
        [{"role":"assistant","tool_calls":[
          {"id":"1","type":"function","function":{"name":"a","arguments":"{}"}},
          {"id":"2","type":"function","function":{"name":"b","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"1","content":"one"},
         {"role":"tool","tool_call_id":"2","content":"two"}]
        """,
        new(ChatRole.Assistant, [new FunctionCallContent("1", "a")]),
        new(ChatRole.Assistant, [new FunctionCallContent("2", "b")]),
        new(ChatRole.Tool, [new FunctionResultContent("1", "one")]),
        new(ChatRole.Tool, [new FunctionResultContent("2", "two")]));

    // An answer of /api/v1/chat, whose tools LM Studio called itself.
    [Fact]
    public Task GetResponse_McpCallsOfEarlierAnswer_ArePairsInOrder() => Completions.VerifyMessagesAsync(
        """
        [{"role":"user","content":"Who wrote Momo?"},
         {"role":"assistant","content":"I look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"find_book","arguments":"{\"title\":\"Momo\"}"}}]},
         {"role":"tool","tool_call_id":"c1","content":"Michael Ende\n1973"},
         {"role":"assistant","tool_calls":[{"id":"c2","type":"function","function":{"name":"find_author","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"c2","content":"Error: Not found"},
         {"role":"assistant","content":"Michael Ende."},
         {"role":"user","content":"Thanks"}]
        """,
        new(ChatRole.User, "Who wrote Momo?"),
        new(ChatRole.Assistant,
        [
            new TextReasoningContent("The catalog will know."),
            new TextContent("I look."),
            new McpServerToolCallContent("c1", "find_book", "library") { Arguments = new Dictionary<string, object?> { ["title"] = "Momo" } },
            new McpServerToolResultContent("c1") { Outputs = [new TextContent("Michael Ende"), new TextContent("1973")] },
            new McpServerToolCallContent("c2", "find_author", "library"),
            new McpServerToolResultContent("c2") { Outputs = [new ErrorContent("Not found")] },
            new TextContent("Michael Ende."),
        ]),
        new(ChatRole.User, "Thanks"));

    // Tool messages take only text; nothing may come between two of them.
    [Fact]
    public Task GetResponse_ImagesOfResults_FollowAllResultsAsUserMessage() => Completions.VerifyMessagesAsync(
        """
        [{"role":"assistant","tool_calls":[
          {"id":"1","type":"function","function":{"name":"draw","arguments":"{}"}},
          {"id":"2","type":"function","function":{"name":"print","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"1","content":"The result is in the next message."},
         {"role":"tool","tool_call_id":"2","content":"printed"},
         {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},
         {"role":"assistant","content":"There."}]
        """,
        new(ChatRole.Assistant, [new FunctionCallContent("1", "draw"), new FunctionCallContent("2", "print")]),
        new(ChatRole.Tool, [new FunctionResultContent("1", Dot)]),
        new(ChatRole.Tool, [new FunctionResultContent("2", "printed")]),
        new(ChatRole.Assistant, "There."));

    // Templates want users and assistants to take turns.
    [Fact]
    public Task GetResponse_ImageOfResultBeforeUserMessage_GoesIntoThatMessage() => Completions.VerifyMessagesAsync(
        """
        [{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"draw","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"1","content":"A dot."},
         {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},{"type":"text","text":"Nice?"}]},
         {"role":"user","content":"Well?"}]
        """,
        new(ChatRole.Assistant, [new FunctionCallContent("1", "draw")]),
        new(ChatRole.Tool, [new FunctionResultContent("1", new AIContent[] { new TextContent("A dot."), Dot })]),
        new(ChatRole.User, "Nice?"),
        new(ChatRole.User, "Well?"));

    [Fact]
    public Task GetResponse_ImageAsLastResult_EndsTheMessages() => Completions.VerifyMessagesAsync(
        """
        [{"role":"tool","tool_call_id":"1","content":"The result is in the next message."},
         {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]
        """,
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", Dot)]));

    [Theory]
    [InlineData("user", "application/pdf")]
    [InlineData("user", "audio/wav")]
    [InlineData("assistant", "image/png")]
    [InlineData("tool", "image/png")]
    [InlineData("critic", "text/plain")]
    public async Task GetResponse_DataWithoutPlace_Throws(string role, string mediaType)
    {
        using VerbatimHttpHandler handler = new();
        ChatMessage[] messages = [new(new ChatRole(role), [new DataContent(new byte[] { 1 }, mediaType)])];

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Completions.CreateChat(handler).GetResponseAsync(messages));

        Assert.Contains($"data of the type '{mediaType}' in a message with the role '{role}'", exception.Message);
    }

    // The server does not fetch.
    [Fact]
    public async Task GetResponse_LinkedImage_Throws()
    {
        using VerbatimHttpHandler handler = new();
        ChatMessage[] messages = [new(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])];

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => Completions.CreateChat(handler).GetResponseAsync(messages));
    }

    [Fact]
    public async Task GetResponse_TextOfToolWithoutCall_Throws()
    {
        using VerbatimHttpHandler handler = new();

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => Completions.CreateChat(handler).GetResponseAsync([new(ChatRole.Tool, "done")]));
    }

    [Fact]
    public async Task GetResponse_NothingToSend_Throws()
    {
        using VerbatimHttpHandler handler = new();

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => Completions.CreateChat(handler).GetResponseAsync([new(ChatRole.System, "Be kind."), new(ChatRole.User, "")]));

        Assert.Equal("messages", exception.ParamName);
    }

    // As on the other endpoints: what speaks in a role of the program's own is the user's to the model.
    [Fact]
    public Task GetResponse_RoleOfTheProgramsOwn_IsTheUsers() => Completions.VerifyMessagesAsync(
        """[{"role":"user","content":"Too long."},{"role":"user","content":"Hi"}]""",
        new ChatMessage(new ChatRole("critic"), "Too long."),
        new ChatMessage(ChatRole.User, "Hi"));
}
