using System.Diagnostics;
using System.Net.Sockets;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Takes every way to fail with everything listening at its most talkative, and searches what came out for the secrets that went in.</summary>
[Collection(ListenersCollection.Name)]
public sealed class SecretSweepTests : IDisposable
{
    private const string Model = "secrets/model";

    // Each has a core that is looked for, and around it what JSON, addresses and pages write in other ways.
    private const string Token = "a+\"toktoktoktailone<&";
    private const string McpAuthorization = "Bearer b+\"mcpmcpmcptailtwo<&";
    private const string McpKey = "ü +\"keykeykeytailthree<&";
    private const string TokenEcho = $"You sent 'Authorization: Bearer {Token}'";
    private const string WholeEcho = $"{TokenEcho} and 'Authorization: {McpAuthorization}', 'X-Key: {McpKey}'";

    private static readonly string[] Cores = ["toktoktok", "tailone", "mcpmcpmcp", "tailtwo", "keykeykey", "tailthree"];

    private readonly LogRecorder _log = new();
    private readonly TelemetryRecorder _telemetry = TelemetryRecorder.ForModel(Model);
    private readonly List<string> _evidence = [];

    public void Dispose() => _telemetry.Dispose();

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native, false)]
    [InlineData(LmStudioChatEndpoint.Native, true)]
    [InlineData(LmStudioChatEndpoint.Responses, false)]
    [InlineData(LmStudioChatEndpoint.Responses, true)]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, false)]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, true)]
    [InlineData(LmStudioChatEndpoint.Messages, false)]
    [InlineData(LmStudioChatEndpoint.Messages, true)]
    public async Task AnyChat_FailsAndEchoesSecrets_NoneComesOut(LmStudioChatEndpoint endpoint, bool streaming)
    {
        bool hasMcp = endpoint is LmStudioChatEndpoint.Native or LmStudioChatEndpoint.Responses;
        string echo = hasMcp ? WholeEcho : TokenEcho;
        string delta = endpoint switch
        {
            LmStudioChatEndpoint.Native => """data: {"type":"message.delta","content":"Once"}""",
            LmStudioChatEndpoint.Responses => """data: {"type":"response.output_text.delta","output_index":0,"delta":"Once"}""",
            LmStudioChatEndpoint.Messages => """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Once"}}""",
            _ => """data: {"id":"c","choices":[{"index":0,"delta":{"content":"Once"}}]}""",
        } + "\n\n";
        ChatOptions options = new() { Tools = hasMcp ? [CreateTool()] : null };

        foreach (Answer answer in SecretEchoes.Answers(echo).Concat(streaming ? SecretEchoes.Streams(echo, delta) : []))
        {
            using EchoHandler handler = new(answer);
            using LmStudioClient client = CreateClient(handler);
            IChatClient chat = client.AsIChatClient(Model, new() { Endpoint = endpoint });
            using Activity span = new Activity("chat " + Model) { IsAllDataRequested = true }.Start();
            List<ChatResponseUpdate> updates = [];

            bool failed = await CatchAsync(async () =>
            {
                if (streaming)
                {
                    await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("Hi", options))
                    {
                        updates.Add(update);
                    }
                }
                else
                {
                    _ = await chat.GetResponseAsync("Hi", options);
                }
            });

            ErrorContent[] errors = [.. updates.SelectMany(static update => update.Contents).OfType<ErrorContent>()];
            Assert.True(failed || errors.Length > 0);
            _evidence.AddRange(errors.Select(static error => $"{error.Message} {error.ErrorCode} {error.Details} {error}"));
            _evidence.Add(TelemetryRecorder.Describe(span));
            _evidence.Add(string.Join(" ", new object[] { client, chat, options, span, handler }.Concat(updates)));

            // Otherwise it would prove nothing.
            Assert.Contains("toktoktoktailone", handler.Received);
            Assert.Equal(hasMcp, handler.Received.Contains("mcpmcpmcptailtwo", StringComparison.Ordinal) && handler.Received.Contains("keykeykeytailthree", StringComparison.Ordinal));
        }

        AssertNoSecrets();
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list-openai")]
    [InlineData("greeting")]
    [InlineData("load")]
    [InlineData("ensure-loaded")]
    [InlineData("lease")]
    [InlineData("unload")]
    [InlineData("ensure-unloaded")]
    [InlineData("download")]
    [InlineData("status")]
    [InlineData("ensure-downloaded")]
    [InlineData("embed")]
    [InlineData("complete")]
    [InlineData("chat-unnamed-model")]
    public async Task AnyRequest_FailsAndEchoesToken_ItDoesNotComeOut(string request)
    {
        foreach (Answer answer in SecretEchoes.Answers(TokenEcho))
        {
            using EchoHandler handler = new(answer);
            using LmStudioClient client = CreateClient(handler);

            bool failed = await CatchAsync(() => request switch
            {
                "list" => client.ListModelsAsync(),
                "list-openai" => client.ListOpenAIModelsAsync(),
                "greeting" => client.IsLmStudioAsync(),
                "load" => client.LoadModelAsync(new() { Model = Model }),
                "ensure-loaded" => client.EnsureModelLoadedAsync(Model),
                "lease" => client.LeaseModelAsync(Model),
                "unload" => client.UnloadModelAsync(Model),
                "ensure-unloaded" => client.EnsureInstanceUnloadedAsync(Model),
                "download" => client.DownloadModelAsync(Model),
                "status" => client.GetDownloadStatusAsync("job"),
                "ensure-downloaded" => client.EnsureModelDownloadedAsync(Model),
                "embed" => client.AsIEmbeddingGenerator(Model).GenerateAsync(["Hi"]),
                "complete" => client.CompleteAsync(new() { Model = Model, Prompt = "Hi" }),
                _ => client.AsIChatClient().GetResponseAsync("Hi"),
            });

            Assert.True(failed || request == "greeting");
            Assert.Contains("toktoktoktailone", handler.Received);
        }

        AssertNoSecrets();
    }

    [Fact]
    public async Task CompleteStreaming_FailsAndEchoesToken_ItDoesNotComeOut()
    {
        const string Delta = "data: {\"choices\":[{\"index\":0,\"text\":\"Once\"}]}\n\n";
        foreach (Answer answer in SecretEchoes.Answers(TokenEcho).Concat(SecretEchoes.Streams(TokenEcho, Delta)))
        {
            using LmStudioClient client = CreateClient(new EchoHandler(answer));

            Assert.True(await CatchAsync(async () =>
            {
                await foreach (LmStudioCompletion _ in client.CompleteStreamingAsync(new() { Model = Model, Prompt = "Hi" }))
                {
                }
            }));
        }

        AssertNoSecrets();
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("sleeping")]
    public async Task EnsureModelDownloaded_DownloadFailsAndEchoesToken_ItDoesNotComeOut(string status)
    {
        string body = System.Text.Json.JsonSerializer.Serialize(new { status, error = TokenEcho });
        using LmStudioClient client = CreateClient(new EchoHandler(Answer.Json(body)));

        Assert.True(await CatchAsync(() => client.EnsureModelDownloadedAsync(Model, options: new() { TimeProvider = new InstantTimeProvider() })));

        AssertNoSecrets();
    }

    [Theory]
    [InlineData($"HTTP/1.1 {Token}\r\n\r\n")]
    [InlineData($"{TokenEcho}\r\n\r\n")]
    [InlineData($"HTTP/1.1 200 OK\r\n{Token}\r\n\r\n")]
    [InlineData($"HTTP/1.1 500 {Token}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData($"HTTP/1.1 307 Moved\r\nLocation: /{Token}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData($"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{TokenEcho}")]
    [InlineData($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Token}\r\n")]
    public async Task AnyRequest_ServerBreaksHttpWithToken_ItDoesNotComeOut(string answer)
    {
        await using RawServer server = new(async (socket, cancellationToken) =>
        {
            await RawServer.WriteAsync(socket, answer, cancellationToken);
            socket.Shutdown(SocketShutdown.Send);
        });
        using LmStudioClient client = new(new LmStudioClientOptions { Endpoint = server.Endpoint, ApiToken = Token }, _log);

        Assert.True(await CatchAsync(() => client.LoadModelAsync(new() { Model = Model })));
        Assert.True(await CatchAsync(() => client.AsIChatClient(Model).GetStreamingResponseAsync("Hi").ToChatResponseAsync()));

        // Not all of it gets into a message in the first place.
        AssertNoSecrets(isAnyMasked: false);
    }

    [Fact]
    public async Task AnyRequest_NeverSentOrCancelled_SecretsDoNotComeOut()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        HostedMcpServerTool guarded = CreateTool();
        guarded.ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire;
        using LmStudioClient unreachable = new(new LmStudioClientOptions { Endpoint = RawServer.GetClosedEndpoint(), ApiToken = Token }, _log);
        using LmStudioClient client = CreateClient(new EchoHandler(Answer.Failure(new IOException(WholeEcho))));

        Assert.True(await CatchAsync(() => unreachable.AsIChatClient(Model).GetResponseAsync("Hi", new() { Tools = [CreateTool()] })));
        Assert.True(await CatchAsync(() => unreachable.LoadModelAsync(new() { Model = Model })));
        Assert.True(await CatchAsync(() => client.AsIChatClient(Model).GetResponseAsync("Hi", new() { Tools = [guarded] })));
        Assert.True(await CatchAsync(() => client.AsIChatClient(Model).GetResponseAsync("Hi", new() { Tools = [CreateTool()], StopSequences = ["."] })));
        Assert.True(await CatchAsync(() => client.AsIChatClient(Model).GetResponseAsync("Hi", new() { Tools = [CreateTool()] }, cancelled.Token)));
        Assert.True(await CatchAsync(() => Task.FromResult(new LmStudioClient(new Uri("http://lm.test"), Token + " x"))));

        AssertNoSecrets(isAnyMasked: false);
    }

    [Fact]
    public async Task AnyChat_Emulator_SecretsDoNotComeOut()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("sk-lm-12345678:12345678901234567890"));
        using LmStudioClient client = new(new LmStudioClientOptions { Endpoint = server.Endpoint, ApiToken = Token }, _log);

        Assert.True(await CatchAsync(() => client.AsIChatClient(Model).GetResponseAsync("Hi", new() { Tools = [CreateTool()] })));
        Assert.True(await CatchAsync(() => client.AsIChatClient(Model).GetStreamingResponseAsync("Hi", new() { Tools = [CreateTool()] }).ToChatResponseAsync()));

        AssertNoSecrets();
    }

    private static HostedMcpServerTool CreateTool() => new("atlas", new Uri("https://atlas.test/mcp"))
    {
        Headers = new Dictionary<string, string> { ["Authorization"] = McpAuthorization, ["X-Key"] = McpKey },
    };

    private LmStudioClient CreateClient(HttpMessageHandler handler) =>
        new(new HttpClient(handler), new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234"), ApiToken = Token }, _log);

    private async Task<bool> CatchAsync(Func<Task> action)
    {
        try
        {
            await action();
            return false;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            for (Exception? e = exception; e is not null; e = e.InnerException)
            {
                _evidence.Add($"{e} {e.Message} {string.Join(" ", e.Data.Values.Cast<object>())}");
                _evidence.Add(e is LmStudioException failure ? $"{failure.ErrorType} {failure.ErrorCode} {failure.Param}" : "");
            }

            return true;
        }
    }

    private void AssertNoSecrets(bool isAnyMasked = true)
    {
        _evidence.Add(_telemetry.Describe());
        _evidence.Add(_log.Everything);

        Assert.All(_evidence, static text =>
        {
            foreach (string core in Cores)
            {
                int position = text.IndexOf(core, StringComparison.OrdinalIgnoreCase);
                Assert.True(position < 0, position < 0 ? "" : $"Found {core}: {text[Math.Max(0, position - 300)..Math.Min(text.Length, position + 100)]}");
            }
        });
        Assert.Contains("Trace", string.Join("\n", _log.Lines));
        Assert.True(!isAnyMasked || _log.Everything.Contains("***", StringComparison.Ordinal));
    }
}
