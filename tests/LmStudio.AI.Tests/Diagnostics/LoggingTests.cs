using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Tests;

/// <summary>docs/telemetry.md: what is logged, where and at which level.</summary>
public class LoggingTests
{
    private const string Events = """
        event: message.delta
        data: {"type":"message.delta","content":"ok"}

        event: chat.end
        data: {"type":"chat.end","result":{"model_instance_id":"m","output":[],"stats":{}}}


        """;

    [Fact]
    public async Task ListModels_AtDebug_GivesOneLineForRequestAndAnswer()
    {
        using LogRecorder log = new(LogLevel.Debug);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels("""{"models":[]}""");

        _ = await CreateClient(handler, log).ListModelsAsync();

        Assert.Collection(
            log.Lines,
            static line => Assert.Equal("Http Debug: Sending GET /api/v1/models to http://lm.test:1234/.", line),
            static line => Assert.Matches(@"^Http Debug: GET /api/v1/models responded with status 200 after \d+ ms\.$", line));
    }

    [Fact]
    public async Task ListModels_Fails_IsNotedOnceWithoutNoise()
    {
        using LogRecorder log = new(LogLevel.Debug);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /api/v1/models", null, Answer.Json("""{"error":"It is broken."}""", 500));

        _ = await Assert.ThrowsAsync<LmStudioException>(() => CreateClient(handler, log).ListModelsAsync());

        Assert.Equal(3, log.Lines.Length);
        Assert.Matches(@"^Http Debug: GET /api/v1/models failed after \d+ ms: .*It is broken\.", log.Lines[2]);
    }

    [Fact]
    public async Task GetStreamingResponse_AtTrace_GivesBodyAndEvents()
    {
        using LogRecorder log = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(Events));

        _ = await CreateClient(handler, log).AsIChatClient("m").GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        Assert.Collection(
            log.Lines,
            static line => Assert.StartsWith("Chat Debug: Selected /api/v1/chat", line),
            static line => Assert.StartsWith("Http Debug: Sending POST /api/v1/chat to", line),
            static line => Assert.Equal("""Http Trace: POST /api/v1/chat request body: {"model":"m","input":"Hi","stream":true}""", line),
            static line => Assert.StartsWith("Http Debug: POST /api/v1/chat responded with status 200", line),
            static line => Assert.Equal("""Http Trace: POST /api/v1/chat response event 'message.delta': {"type":"message.delta","content":"ok"}""", line),
            static line => Assert.StartsWith("Http Trace: POST /api/v1/chat response event 'chat.end'", line),
            static line => Assert.StartsWith("Http Debug: POST /api/v1/chat completed", line));
    }

    [Fact]
    public async Task GetStreamingResponse_AtDebug_HasNothingOfTheConversation()
    {
        using LogRecorder log = new(LogLevel.Debug);
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(Events.Replace("ok", "private answer")));

        _ = await CreateClient(handler, log).AsIChatClient("m").GetStreamingResponseAsync("private question").ToChatResponseAsync();

        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain("private", log.Everything);
    }

    [Fact]
    public async Task GetResponse_AtTrace_ShortensImages()
    {
        using LogRecorder log = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(Clients.AnyAnswer));
        byte[] image = new byte[3000];
        image.AsSpan().Fill(0xAB);

        _ = await CreateClient(handler, log).AsIChatClient("m").GetResponseAsync(new ChatMessage(ChatRole.User, [new TextContent("What is it?"), new DataContent(image, "image/png")]));

        string body = log.Lines.Single(static line => line.Contains("request body: {\"model\"", StringComparison.Ordinal));
        Assert.Contains("What is it?", body);
        Assert.Contains("data:image/png;base64,q6urq6urq6… (4022 characters)", body);
        Assert.InRange(body.Length, 1, 400);
    }

    [Fact]
    public async Task EnsureModelLoaded_AtInformation_TellsOfTheLoad()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LogRecorder log = new(LogLevel.Information);
        using LmStudioClient client = new(new LmStudioClientOptions { Endpoint = server.Endpoint, ApiToken = "" }, log);

        _ = await client.EnsureModelLoadedAsync(EmulatorClients.Model);

        Assert.Matches($@"^Models Information: Loaded {EmulatorClients.Model} as {EmulatorClients.Model} in \d+\.\d s\.$", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task GetResponse_ChatClientWithItsOwnLog_UsesThat()
    {
        using LogRecorder clientLog = new();
        using LogRecorder chatLog = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(Clients.AnyAnswer));

        _ = await CreateClient(handler, clientLog).AsIChatClient("m", options: null, chatLog).GetResponseAsync("Hi");

        Assert.All(chatLog.Lines, static line => Assert.StartsWith("Chat ", line));
        Assert.All(clientLog.Lines, static line => Assert.StartsWith("Http ", line));
    }

    private static LmStudioClient CreateClient(HttpMessageHandler handler, ILoggerFactory log) =>
        new(new HttpClient(handler), new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234"), ApiToken = "" }, log);
}
