using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What is sent to <c>/v1/messages</c> for options and tools (docs/protocol.md, "POST /v1/messages").</summary>
public class MessagesRequestTests
{
    private static readonly AIFunctionDeclaration GetTide = AIFunctionFactory.CreateDeclaration(
        "get_tide", "Gets the tide at a harbour", JsonElement.Parse("""{"type":"object","properties":{"harbour":{"type":"string"}},"required":["harbour"]}"""));

    private static readonly AIFunctionDeclaration Ring = AIFunctionFactory.CreateDeclaration("ring", null, JsonElement.Parse("""{"type":"object","properties":{}}"""));

    private readonly ChatMessage[] _messages = [new(ChatRole.User, "Hi")];

    // protocol.md: the format requires max_tokens.
    [Fact]
    public Task GetResponse_NoOptions_SendsModelMessagesAndGenerousLimit() => MessagesClients.ExpectAsync(
        """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}]}""", _messages);

    [Fact]
    public async Task GetStreamingResponse_NoOptions_AsksForStream()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            MessagesClients.Route,
            """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}],"stream":true}""",
            Answer.Stream(MessagesPayloads.TextEvents));

        Assert.Equal("High water at noon.", (await MessagesClients.Create(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync()).Text);
    }

    [Fact]
    public Task GetResponse_SamplingOptions_AreSent() => MessagesClients.ExpectAsync(
        """
        {"model":"other","max_tokens":64,"messages":[{"role":"user","content":"Hi"}],
         "temperature":0.25,"top_p":0.5,"top_k":20,"stop_sequences":["END","STOP"]}
        """,
        _messages,
        new() { ModelId = "other", MaxOutputTokens = 64, Temperature = 0.25f, TopP = 0.5f, TopK = 20, StopSequences = ["END", "STOP"] });

    [Fact]
    public Task GetResponse_EmptyStopSequencesAndTools_AreNotSent() => MessagesClients.ExpectAsync(
        """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}]}""", _messages, new() { StopSequences = [], Tools = [], ToolMode = ChatToolMode.Auto });

    [Fact]
    public Task GetResponse_InstructionsAndSystemMessages_AreTheSystemText() => MessagesClients.ExpectAsync(
        """{"model":"m","max_tokens":32000,"system":"Be brief.\nYou are a pilot.\nUse metres.","messages":[{"role":"user","content":"Hi"}]}""",
        [new(ChatRole.System, "You are a pilot."), .. _messages, new(new ChatRole("developer"), "Use metres.")],
        new() { Instructions = "Be brief." });

    [Fact]
    public Task GetResponse_Functions_AreSent() => MessagesClients.ExpectAsync(
        """
        {"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}],"tools":[
          {"name":"get_tide","description":"Gets the tide at a harbour","input_schema":{"type":"object","properties":{"harbour":{"type":"string"}},"required":["harbour"]}},
          {"name":"ring","input_schema":{"type":"object","properties":{}}}]}
        """,
        _messages,
        new() { Tools = [GetTide, Ring] });

    [Fact]
    public Task GetResponse_FunctionWithoutSchema_HasNoParameters() => MessagesClients.ExpectAsync(
        """
        {"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"sound","input_schema":{"type":"object","properties":{}}}]}
        """,
        _messages,
        new() { Tools = [AIFunctionFactory.CreateDeclaration("sound", null, JsonElement.Parse("{}"))] });

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("auto", null, """{"type":"auto"}""")]
    [InlineData("any", null, """{"type":"any"}""")]
    [InlineData(null, false, """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData(null, true, """{"type":"auto","disable_parallel_tool_use":false}""")]
    [InlineData("any", false, """{"type":"any","disable_parallel_tool_use":true}""")]
    public Task GetResponse_ToolMode_IsToolChoice(string? mode, bool? allowMultiple, string? expected)
    {
        JsonObject body = JsonNode.Parse("""{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"ring","input_schema":{"type":"object","properties":{}}}]}""")!.AsObject();
        if (expected is not null)
        {
            body["tool_choice"] = JsonNode.Parse(expected);
        }

        ChatToolMode? toolMode = mode switch
        {
            "auto" => ChatToolMode.Auto,
            "any" => ChatToolMode.RequireAny,
            _ => null,
        };
        return MessagesClients.ExpectAsync(body.ToJsonString(), _messages, new() { Tools = [Ring], ToolMode = toolMode, AllowMultipleToolCalls = allowMultiple });
    }

    [Fact]
    public Task GetResponse_ToolModeNone_SendsNoTools() => MessagesClients.ExpectAsync(
        """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}]}""",
        _messages,
        new() { Tools = [GetTide, Ring], ToolMode = ChatToolMode.None, AllowMultipleToolCalls = false });

    [Fact]
    public Task GetResponse_RequiredFunction_IsTheOnlyToolAndAny() => MessagesClients.ExpectAsync(
        """
        {"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Hi"}],
         "tools":[{"name":"ring","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"any"}}
        """,
        _messages,
        new() { Tools = [GetTide, Ring], ToolMode = ChatToolMode.RequireSpecific("ring") });

    [Fact]
    public async Task GetResponse_RequiredFunctionThatIsNoTool_ThrowsItsName()
    {
        ArgumentException exception = await MessagesClients.RefuseAsync<ArgumentException>(_messages, new() { Tools = [Ring], ToolMode = ChatToolMode.RequireSpecific("sound") });

        Assert.Contains("'sound'", exception.Message);
    }

    [Fact]
    public async Task GetResponse_JsonFormat_IsRefused()
    {
        NotSupportedException exception = await MessagesClients.RefuseAsync<NotSupportedException>(_messages, new() { ResponseFormat = ChatResponseFormat.Json });

        Assert.Contains("/v1/messages", exception.Message);
        Assert.Contains("a JSON response format", exception.Message);
    }

    [Fact]
    public async Task GetResponse_ConversationId_IsRefused()
    {
        NotSupportedException exception = await MessagesClients.RefuseAsync<NotSupportedException>(_messages, new() { ConversationId = "resp_1" });

        Assert.Contains("a ConversationId", exception.Message);
    }

    [Fact]
    public Task GetResponse_RawRequest_WinsOverOptions() => MessagesClients.ExpectAsync(
        """{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"Hi"}],"top_p":0.5,"thinking":{"type":"enabled","budget_tokens":1024}}""",
        _messages,
        new()
        {
            MaxOutputTokens = 64,
            TopP = 0.5f,
            RawRepresentationFactory = static _ => JsonNode.Parse("""{"max_tokens":5,"thinking":{"type":"enabled","budget_tokens":1024}}"""),
        });

    [Fact]
    public Task GetResponse_RawMessages_StandForMessagesThatHoldNothing() => MessagesClients.ExpectAsync(
        """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Ahoy"}]}""",
        [],
        new() { RawRepresentationFactory = static _ => JsonNode.Parse("""{"messages":[{"role":"user","content":"Ahoy"}]}""") });

    [Fact]
    public async Task GetResponse_ApiToken_IsBearerAndNoOtherHeader()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(MessagesClients.Route, "*", Answer.Json(MessagesClients.AnyAnswer));
        using LmStudioClient client = Clients.Create(handler, apiToken: "sk-lm-abcdefgh:0123456789abcdefghij");

        _ = await client.AsIChatClient("m", new() { Endpoint = LmStudioChatEndpoint.Messages }).GetResponseAsync("Hi");

        HttpRequestMessage request = Assert.Single(handler.Requests);
        Assert.Equal("Bearer sk-lm-abcdefgh:0123456789abcdefghij", request.Headers.Authorization!.ToString());
        Assert.Equal(["Accept", "Authorization", "User-Agent"], request.Headers.Select(static header => header.Key).Order());
    }
}
