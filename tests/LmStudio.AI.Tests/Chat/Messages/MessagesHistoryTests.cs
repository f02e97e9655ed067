using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How messages become turns of <c>/v1/messages</c> (docs/protocol.md, "POST /v1/messages").</summary>
public class MessagesHistoryTests
{
    private static readonly DataContent Chart = new(new byte[] { 1, 2, 3 }, "image/png");
    private static readonly FunctionCallContent Call = new("toolu_1", "get_tide", new Dictionary<string, object?> { ["harbour"] = "Büsum" });

    [Fact]
    public Task GetResponse_History_IsSentInOrder() => MessagesClients.ExpectMessagesAsync(
        """[{"role":"user","content":"Ahoy"},{"role":"assistant","content":"Ahoy, mate"},{"role":"user","content":"Tide?"}]""",
        new(ChatRole.User, "Ahoy"),
        new(ChatRole.Assistant, "Ahoy, mate"),
        new(ChatRole.User, "Tide?"));

    // protocol.md: templates want the roles to alternate.
    [Fact]
    public Task GetResponse_NeighboursOfOneRole_BecomeOneMessage() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"user","content":[{"type":"text","text":"One"},{"type":"text","text":"Two"},{"type":"text","text":"Three"}]},
         {"role":"assistant","content":[{"type":"text","text":"A"},{"type":"text","text":"B"}]}]
        """,
        new(ChatRole.User, [new TextContent("One"), new TextContent("Two")]),
        new(ChatRole.System, ""),
        new(ChatRole.User, "Three"),
        new(ChatRole.Assistant, "A"),
        new(ChatRole.Assistant, "B"));

    [Fact]
    public Task GetResponse_CallAndResult_AreBlocks() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"user","content":"Tide?"},
         {"role":"assistant","content":[{"type":"text","text":"Let me see."},{"type":"tool_use","id":"toolu_1","name":"get_tide","input":{"harbour":"Büsum"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"High water at noon"}]}]
        """,
        new(ChatRole.User, "Tide?"),
        new(ChatRole.Assistant, [new TextContent("Let me see."), Call]),
        new(ChatRole.Tool, [new FunctionResultContent("toolu_1", "High water at noon")]));

    [Fact]
    public Task GetResponse_SeveralResults_AreOneMessage() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}},{"type":"tool_use","id":"b","name":"f","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},{"type":"tool_result","tool_use_id":"b","content":"{\"depth\":2}"}]}]
        """,
        new(ChatRole.Assistant, [new FunctionCallContent("a", "f"), new FunctionCallContent("b", "f")]),
        new(ChatRole.Tool, [new FunctionResultContent("a", 1)]),
        new(ChatRole.Tool, [new FunctionResultContent("b", JsonElement.Parse("""{"depth":2}"""))]));

    // protocol.md: strict templates refuse turns that mix results with text.
    [Fact]
    public Task GetResponse_UserAfterResult_IsAMessageOfItsOwn() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"get_tide","input":{"harbour":"Büsum"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"Noon"}]},
         {"role":"user","content":"And at night?"}]
        """,
        new(ChatRole.Assistant, [Call]),
        new(ChatRole.User, [new FunctionResultContent("toolu_1", "Noon"), new TextContent("And at night?")]));

    [Fact]
    public Task GetResponse_FailedFunction_IsAnErrorResult() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"get_tide","input":{"harbour":"Büsum"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"Error: Function failed.","is_error":true}]}]
        """,
        new(ChatRole.Assistant, [Call]),
        new(ChatRole.Tool, [new FunctionResultContent("toolu_1", "Error: Function failed.") { Exception = new TimeoutException() }]));

    [Fact]
    public Task GetResponse_ResultOfNothing_IsEmptyText() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"get_tide","input":{"harbour":"Büsum"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":""}]}]
        """,
        new(ChatRole.Assistant, [Call]),
        new(ChatRole.Tool, [new FunctionResultContent("toolu_1", null)]));

    // A result takes only text.
    [Fact]
    public Task GetResponse_ResultWithImage_HasTheImageBehindIt() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"get_tide","input":{"harbour":"Büsum"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"The chart:"}]},
         {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]}]
        """,
        new(ChatRole.Assistant, [Call]),
        new(ChatRole.Tool, [new FunctionResultContent("toolu_1", new AIContent[] { new TextContent("The chart:"), Chart })]));

    [Fact]
    public Task GetResponse_ImagesOfResults_FollowAllResultsWithWhatTheUserSays() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"user","content":[
           {"type":"tool_result","tool_use_id":"toolu_1","content":"The result is in the next message."},
           {"type":"tool_result","tool_use_id":"toolu_2","content":"printed"}]},
         {"role":"user","content":[
           {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},
           {"type":"text","text":"Nice?"}]}]
        """,
        new(ChatRole.Tool, [new FunctionResultContent("toolu_1", Chart), new FunctionResultContent("toolu_2", "printed")]),
        new(ChatRole.User, "Nice?"));

    // protocol.md: answers of other endpoints hold calls that LM Studio made itself.
    [Fact]
    public Task GetResponse_McpCallOfEarlierAnswer_BecomesCallAndResult() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"user","content":"Who wrote Momo?"},
         {"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"find_book","input":{"title":"Momo"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"Momo, by Michael Ende"}]},
         {"role":"assistant","content":"Michael Ende."},
         {"role":"user","content":"When?"}]
        """,
        new(ChatRole.User, "Who wrote Momo?"),
        new(
            ChatRole.Assistant,
            [
                new TextReasoningContent("The catalog will know."),
                new McpServerToolCallContent("call_1", "find_book", "library") { Arguments = new Dictionary<string, object?> { ["title"] = "Momo" } },
                new McpServerToolResultContent("call_1") { Outputs = [new TextContent("Momo, by Michael Ende")] },
                new TextContent("Michael Ende."),
                new UsageContent(new UsageDetails()),
            ]),
        new(ChatRole.User, "When?"));

    [Fact]
    public Task GetResponse_FailedMcpCallOfEarlierAnswer_IsAnErrorResult() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"find_book","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"Error: Cannot find tool","is_error":true}]}]
        """,
        new ChatMessage(ChatRole.Assistant, [new McpServerToolCallContent("call_1", "find_book", "library"), new McpServerToolResultContent("call_1") { Outputs = [new ErrorContent("Cannot find tool")] }]));

    [Fact]
    public Task GetResponse_Images_AreBase64Sources() => MessagesClients.ExpectMessagesAsync(
        """
        [{"role":"user","content":[{"type":"text","text":"What is this?"},
          {"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AQID"}},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"BAUG"}}]}]
        """,
        new ChatMessage(ChatRole.User, [new TextContent("What is this?"), new DataContent(new byte[] { 1, 2, 3 }, "image/jpeg"), new UriContent("data:image/png;base64,BAUG", "image/png")]));

    [Fact]
    public Task GetResponse_ImageWithMediaTypeInCapitals_HasItInSmallLetters() => MessagesClients.ExpectMessagesAsync(
        """[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AQID"}}]}]""",
        new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1, 2, 3 }, "IMAGE/JPEG")]));

    [Fact]
    public async Task GetResponse_ImageAtAddress_IsRefused()
    {
        NotSupportedException exception = await MessagesClients.RefuseAsync<NotSupportedException>(
            [new(ChatRole.User, [new UriContent("https://example.org/harbour.png", "image/png")])]);

        Assert.Contains("DataContent", exception.Message);
    }

    public static TheoryData<string, AIContent> Refused => new()
    {
        { "user", new DataContent(new byte[] { 1 }, "audio/wav") },
        { "user", new HostedFileContent("file_1") },
        { "user", new FunctionCallContent("a", "f") },
        { "assistant", new DataContent(new byte[] { 1 }, "image/png") },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task GetResponse_ContentThatCannotBeSent_IsRefused(string role, AIContent content) =>
        Assert.Contains("LM Studio does not support", (await MessagesClients.RefuseAsync<NotSupportedException>([new(ChatRole.User, "Hi"), new(new ChatRole(role), [content])])).Message);

    [Fact]
    public Task GetResponse_ContentsThatAreEmpty_AreLeftOut() => MessagesClients.ExpectMessagesAsync(
        """[{"role":"user","content":"Hi"}]""",
        new(ChatRole.User, [new TextContent(""), new TextContent("Hi")]),
        new(ChatRole.Assistant, [new TextReasoningContent("Hm"), new TextContent(""), new ErrorContent("It broke")]));

    [Fact]
    public async Task GetResponse_NothingToSend_IsRefused() =>
        Assert.Contains("nothing to send", (await MessagesClients.RefuseAsync<ArgumentException>([new(ChatRole.System, "Be brief."), new(ChatRole.User, "")])).Message);
}
