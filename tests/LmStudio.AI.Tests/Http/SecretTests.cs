using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moq;

namespace LmStudio.AI.Tests;

/// <summary>Neither the API token nor the headers of MCP servers show in messages, logs or texts.</summary>
public class SecretTests
{
    private const string Token = "sk-lm-abcd1234:abcdefghijklmnopqrst";

    // protocol.md, "Authentication": the server echoes the beginning of a malformed token.
    [Theory]
    [InlineData("my-secret-key", "my-secret-key")]
    [InlineData("my-secret-key", "my-sec...")]
    [InlineData(Token, Token)]
    [InlineData(Token, "sk-lm-abcd...")]
    public async Task ChatAsync_TokenEchoed_IsNotInMessage(string token, string echo)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json("""{"error":{"type":"invalid_request","code":"invalid_api_key","message":"Malformed LM Studio API token provided: ECHO"}}""".Replace("ECHO", echo), 401));
        using LmStudioClient client = Clients.Create(handler, apiToken: token);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.DoesNotContain(echo[..6], exception.ToString());
        Assert.EndsWith("Set ApiToken or the environment variable LM_API_TOKEN to a token from LM Studio's server settings.", exception.Message);
    }

    [Theory]
    [InlineData(400, "application/json", """{"error":"Could not send header Bearer mcp-secret-1234567 to the server"}""")]
    [InlineData(400, "application/json", """{"error":{"message":"Bad token mcp-secret-1234567","type":"mcp_connection_error"}}""")]
    [InlineData(400, "application/json", """{"error":{"message":"Bad key pin-4711","type":"mcp_connection_error"}}""")]
    [InlineData(500, "text/html", "<html>Authorization: Bearer mcp-secret-1234567, X-Key: pin-4711</html>")]
    [InlineData(200, "text/event-stream", "event: error\ndata: {\"error\":{\"message\":\"Bad token mcp-secret-1234567 or pin-4711\"}}\n\n")]
    public async Task GetStreamingResponse_McpHeaderEchoed_IsNotInMessage(int status, string contentType, string body)
    {
        HostedMcpServerTool tool = new("x", new Uri("https://x.test/mcp"))
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer mcp-secret-1234567", ["X-Key"] = "pin-4711" },
        };
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Text(body, contentType, status));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            Clients.CreateChat(handler).GetStreamingResponseAsync("Hi", new() { Tools = [tool] }).ToChatResponseAsync());

        Assert.DoesNotContain("mcp-secret-1234567", exception.ToString());
        Assert.DoesNotContain("pin-4711", exception.ToString());
        Assert.Contains("***", exception.Message);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native, "/api/v1/chat")]
    [InlineData(LmStudioChatEndpoint.Responses, "/v1/responses")]
    public async Task GetResponse_McpAddressEchoed_ItsKeyIsNotInMessage(LmStudioChatEndpoint endpoint, string path)
    {
        HostedMcpServerTool tool = new("x", new Uri("https://me:pass%2Fword@x.test/mcp?mode=full&apiKey=key-1234567"));
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST " + path, "*", Answer.Json("""{"error":"Cannot reach https://me:pass%2fword@x.test/mcp?mode=full&apiKey=key-1234567"}""", 400));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            Clients.CreateChat(handler, options: new() { Endpoint = endpoint }).GetResponseAsync("Hi", new() { Tools = [tool] }));

        Assert.Contains("Cannot reach https://me:***@x.test/mcp?mode=full&apiKey=***", exception.Message);
    }

    [Fact]
    public void Create_TokenWithWhiteSpace_ThrowsWithoutRepeatingIt()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new LmStudioClient(new Uri("http://lm.test"), "my secret"));

        Assert.DoesNotContain("secret", exception.Message);
        Assert.Contains("LM_API_TOKEN", exception.Message);
    }

    [Theory]
    [InlineData("http://me:hunter2@lm.test")]
    [InlineData("ftp://me:hunter2@lm.test")]
    [InlineData("hunter2")]
    public void Create_EndpointWithPassword_ThrowsWithoutRepeatingIt(string endpoint)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new LmStudioClient(new Uri(endpoint, UriKind.RelativeOrAbsolute), apiToken: ""));

        Assert.DoesNotContain("hunter2", exception.Message);
    }

    [Fact]
    public void ToString_OptionsAndRequests_LeakNothing()
    {
        LmStudioIntegration integration = LmStudioIntegration.EphemeralMcp("x", new Uri("https://x.test"));
        integration.Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer mcp-secret" };
        LmStudioClientOptions options = new() { ApiToken = Token };
        using LmStudioClient client = new(options);
        using LmStudioChatClient chatClient = new(client, "m");

        object[] objects = [integration, options, client, chatClient, new LmStudioChatRequest { Integrations = [integration] }, chatClient.GetService(typeof(ChatClientMetadata))!];

        Assert.All(objects, static o => Assert.DoesNotContain("secret", o.ToString()));
        Assert.All(objects, static o => Assert.DoesNotContain("sk-lm", o.ToString()));
    }

    [Fact]
    public async Task GetResponse_Logs_HoldNoSecrets()
    {
        List<string> logged = [];
        Mock<ILogger> logger = new();
        _ = logger.Setup(static l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        _ = logger.Setup(static l => l.Log(It.IsAny<LogLevel>(), It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception?>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(invocation => logged.Add($"{invocation.Arguments[2]}")));
        using ILoggerFactory factory = Mock.Of<ILoggerFactory>(f => f.CreateLogger(It.IsAny<string>()) == logger.Object);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(Payload.Read("models.json")).Expect("POST /api/v1/chat", "*", Answer.Json(Clients.AnyAnswer));
        using LmStudioClient client = Clients.Create(handler, apiToken: Token);

        _ = await client.AsIChatClient("openai/gpt-oss-20b", options: null, factory).GetResponseAsync("my secret question", new()
        {
            Seed = 1,
            ConversationId = "resp_0",
            Store = false,
            Reasoning = new() { Effort = ReasoningEffort.High },
            Tools = [new HostedMcpServerTool("x", new Uri("https://x.test")) { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer mcp-secret" } }],
        });

        Assert.True(logged.Count >= 3);
        Assert.All(logged, static line => Assert.DoesNotContain("secret", line));
        Assert.All(logged, static line => Assert.DoesNotContain("sk-lm", line));
    }
}
