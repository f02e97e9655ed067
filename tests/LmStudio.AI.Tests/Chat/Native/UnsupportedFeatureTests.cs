using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moq;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of what <c>/api/v1/chat</c> cannot carry (docs/protocol.md, "Chat request").</summary>
public class UnsupportedFeatureTests
{
    private static readonly AIFunction Function = AIFunctionFactory.Create(static () => 1, "one");

    public static TheoryData<string, ChatOptions> HardOptions => new()
    {
        { "function tools", new() { Tools = [Function] } },
        { "required tool mode", new() { Tools = [new HostedMcpServerTool("x", "mcp/x")], ToolMode = ChatToolMode.RequireAny } },
        { "JSON response format", new() { ResponseFormat = ChatResponseFormat.Json } },
        { "JSON response format", new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("{}")) } },
        { "stop sequences", new() { StopSequences = ["END"] } },
    };

    [Theory]
    [MemberData(nameof(HardOptions))]
    public async Task GetResponse_HardOption_ThrowsItsNameBeforeSending(string name, ChatOptions options)
    {
        using VerbatimHttpHandler handler = new();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync("Hi", options));
        _ = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetStreamingResponseAsync("Hi", options).ToChatResponseAsync());

        Assert.Contains(name, exception.Message);
        Assert.Empty(handler.Requests);
    }

    public static TheoryData<ChatMessage> History =>
    [
        new ChatMessage(ChatRole.Assistant, "Hello."),
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "one")]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", 1)]),
    ];

    [Theory]
    [MemberData(nameof(History))]
    public async Task GetResponse_History_ThrowsBeforeSending(ChatMessage message)
    {
        using VerbatimHttpHandler handler = new();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync([new(ChatRole.User, "Hi"), message, new(ChatRole.User, "Go on")]));

        Assert.Contains("assistant or tool messages", exception.Message);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task GetResponse_HostedTool_ThrowsItsNameBeforeSending()
    {
        using VerbatimHttpHandler handler = new();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync("Hi", new() { Tools = [new HostedWebSearchTool()] }));

        Assert.Contains("HostedWebSearchTool", exception.Message);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task GetResponse_ToolModeNone_SendsNoTools() =>
        Json.Equal(
            """{"model":"m","input":"Hi"}""",
            await Clients.SendAsync([new(ChatRole.User, "Hi")], new()
            {
                ToolMode = ChatToolMode.None,
                Tools = [Function, new HostedWebSearchTool(), new HostedMcpServerTool("x", "mcp/x"), new HostedMcpServerTool("y", "mcp/y") { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire }],
            }));

    [Fact]
    public async Task GetResponse_TextFormatAndEmptyLists_AreNothing() =>
        Json.Equal(
            """{"model":"m","input":"Hi"}""",
            await Clients.SendAsync([new(ChatRole.User, "Hi")], new() { ResponseFormat = ChatResponseFormat.Text, Tools = [], StopSequences = [], ToolMode = ChatToolMode.RequireAny }));

    [Fact]
    public async Task GetResponse_SoftOption_IsLeftOutAndLoggedOnce()
    {
        Mock<ILogger> logger = new();
        _ = logger.Setup(static l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        using ILoggerFactory factory = Mock.Of<ILoggerFactory>(f => f.CreateLogger(It.IsAny<string>()) == logger.Object);
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"m","input":"Hi"}""", Answer.Json(Clients.AnyAnswer));
        IChatClient client = Clients.Create(handler).AsIChatClient("m", new() { Endpoint = LmStudioChatEndpoint.Native }, factory);

        _ = await client.GetResponseAsync("Hi", new() { Seed = 5, FrequencyPenalty = 1, PresencePenalty = 1 });

        IInvocation warning = Assert.Single(logger.Invocations, static call => call.Method.Name == "Log" && call.Arguments[0] is LogLevel.Warning);
        Assert.Equal("LM Studio's /api/v1/chat does not support Seed, FrequencyPenalty, PresencePenalty; the request is sent without them.", $"{warning.Arguments[2]}");
    }

    [Fact]
    public async Task GetResponse_SoftOptionIgnored_IsLeftOut() =>
        Json.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync([new(ChatRole.User, "Hi")], new() { Seed = 5 }, new() { UnsupportedOptionBehavior = LmStudioUnsupportedOptionBehavior.Ignore }));

    [Fact]
    public async Task GetResponse_SoftOptionForbidden_ThrowsItsNameBeforeSending()
    {
        using VerbatimHttpHandler handler = new();
        IChatClient client = Clients.CreateChat(handler, "m", new() { UnsupportedOptionBehavior = LmStudioUnsupportedOptionBehavior.Throw });

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync("Hi", new() { Seed = 5 }));

        Assert.Contains("does not support Seed.", exception.Message);
        Assert.Empty(handler.Requests);
    }
}
