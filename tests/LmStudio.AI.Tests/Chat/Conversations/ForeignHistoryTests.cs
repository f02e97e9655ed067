using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Histories that were begun with another provider, or by another framework, and go on with LM Studio.</summary>
public class ForeignHistoryTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "q");

    public static TheoryData<LmStudioChatEndpoint, string> Endpoints => new()
    {
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"model":"m","messages":[{"role":"user","content":"q"},{"role":"assistant","tool_calls":[{"id":"@1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"12","tool_call_id":"@1"}]}"""
        },
        {
            LmStudioChatEndpoint.Responses,
            """{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"q"}]},{"type":"function_call","call_id":"@1","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"@1","output":"12"}]}"""
        },
        {
            LmStudioChatEndpoint.Messages,
            """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"tool_use","id":"@1","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"@1","content":"12"}]}]}"""
        },
    };

    // Semantic Kernel's histories have the result also as the message's text.
    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_ToolMessageWithItsResultAsText_SendsTheResultOnce(LmStudioChatEndpoint endpoint, string body)
    {
        ChatMessage result = new(ChatRole.Tool, [new TextContent("12"), new FunctionResultContent("@1", "12")]);

        await VerifyAsync(endpoint, body, Question, new(ChatRole.Assistant, [new FunctionCallContent("@1", "f")]), result);

        Assert.Equal(2, result.Contents.Count);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public Task GetResponse_CallWithoutId_GetsOne(LmStudioChatEndpoint endpoint, string body) => VerifyAsync(
        endpoint,
        body.Replace("@1", "call_1", StringComparison.Ordinal),
        Question,
        new(ChatRole.Assistant, [new FunctionCallContent("", "f")]),
        new(ChatRole.Tool, [new FunctionResultContent("", "12")]));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public Task GetResponse_CallOfAnotherProvidersTool_IsNotSent(LmStudioChatEndpoint endpoint, string body) => VerifyAsync(
        endpoint,
        body,
        Question,
        new(ChatRole.Assistant, [new ToolCallContent("ci_1"), new ToolResultContent("ci_1"), new TextReasoningContent("") { ProtectedData = "AAAA" }, new FunctionCallContent("@1", "f")]),
        new(ChatRole.Tool, [new FunctionResultContent("@1", "12")]));

    // Providers that call every call of a function by its name use ids again.
    [Theory]
    [MemberData(nameof(Endpoints))]
    public Task GetResponse_CutCallWithTheIdOfAnother_IsNotSent(LmStudioChatEndpoint endpoint, string body) => VerifyAsync(
        endpoint,
        body,
        Question,
        new(ChatRole.Assistant, [new FunctionCallContent("@1", "f") { InformationalOnly = true }]),
        new(ChatRole.Tool, [new FunctionResultContent("@1", "12")]),
        new(ChatRole.Assistant, [new FunctionCallContent("@1", "f") { InformationalOnly = true }]));

    [Fact]
    public Task GetResponse_SeveralCallsWithoutIds_GetTheirResultsInOrder() => Completions.VerifyMessagesAsync(
        """[{"role":"user","content":"q"},{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"call_2","type":"function","function":{"name":"g","arguments":"{}"}}]},{"role":"tool","content":"1","tool_call_id":"call_1"},{"role":"tool","content":"2","tool_call_id":"call_2"}]""",
        Question,
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("", "f"), new FunctionCallContent("", "g")]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("", "1"), new FunctionResultContent("", "2")]));

    private static async Task VerifyAsync(LmStudioChatEndpoint endpoint, string body, params ChatMessage[] messages)
    {
        string answer = endpoint switch
        {
            LmStudioChatEndpoint.Messages => MessagesClients.AnyAnswer,
            LmStudioChatEndpoint.Responses => """{"status":"completed","output":[]}""",
            _ => Completions.AnyAnswer,
        };
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect($"POST {ChatEndpointTable.PathOf(endpoint)}", body, Answer.Json(answer));
        using IChatClient client = Clients.CreateChat(handler, "m", new() { Endpoint = endpoint });
        _ = await client.GetResponseAsync(messages);
    }
}
