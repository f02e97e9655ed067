using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Questions whether a tool may run, and their answers, are between the user and the program: a history that has them is sent without.</summary>
public class ApprovalHistoryTests
{
    private static readonly FunctionCallContent Call = new("1", "f", new Dictionary<string, object?>());
    private static readonly ToolApprovalRequestContent Request = new("r1", Call);

    public static TheoryData<LmStudioChatEndpoint, string> Endpoints => new()
    {
        { LmStudioChatEndpoint.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":"Run f."},{"role":"user","content":"And now?"}]}""" },
        { LmStudioChatEndpoint.Responses, """{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Run f."}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"And now?"}]}]}""" },
        { LmStudioChatEndpoint.Messages, """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":[{"type":"text","text":"Run f."},{"type":"text","text":"And now?"}]}]}""" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_UnsettledApproval_SaysNothing(LmStudioChatEndpoint endpoint, string expected) =>
        await VerifyAsync(endpoint, expected, new(ChatRole.User, "Run f."), new(ChatRole.Assistant, [Request]), new(ChatRole.User, "And now?"));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_AnsweredApproval_SaysNothing(LmStudioChatEndpoint endpoint, string expected) =>
        await VerifyAsync(
            endpoint, expected, new(ChatRole.User, "Run f."), new(ChatRole.Assistant, [Request]), new(ChatRole.User, [Request.CreateResponse(approved: false)]), new(ChatRole.User, "And now?"));

    // The call that was approved and its result stand beside.
    [Fact]
    public async Task GetResponse_SettledApproval_LeavesCallAndResult() => await VerifyAsync(
        LmStudioChatEndpoint.ChatCompletions,
        """
        {"model":"m","messages":[{"role":"user","content":"Run f."},
            {"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"1","content":"done"},
            {"role":"assistant","content":"It ran."},
            {"role":"user","content":"And now?"}]}
        """,
        new(ChatRole.User, "Run f."),
        new(ChatRole.Assistant, [Request]),
        new(ChatRole.User, [Request.CreateResponse(approved: true)]),
        new(ChatRole.Assistant, [Call]),
        new(ChatRole.Tool, [new FunctionResultContent("1", "done")]),
        new(ChatRole.Assistant, "It ran."),
        new(ChatRole.User, "And now?"));

    // A first turn that has nothing else needs no other endpoint.
    [Fact]
    public async Task GetResponse_OnlyApprovalBefore_GoesToTheNativeEndpoint() => await VerifyAsync(
        LmStudioChatEndpoint.Auto,
        """{"model":"m","input":"Hi"}""",
        new(ChatRole.Assistant, [Request]),
        new(ChatRole.User, [Request.CreateResponse(approved: false), new TextContent("Hi")]));

    private static async Task VerifyAsync(LmStudioChatEndpoint endpoint, string expected, params ChatMessage[] messages)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("*", "*", Answer.Json("{}"));
        _ = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).AsIChatClient("m", new() { Endpoint = endpoint }).GetResponseAsync(messages));
        Json.Equal(expected, handler.Bodies.Single());
    }
}
