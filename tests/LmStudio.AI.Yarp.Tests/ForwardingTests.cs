using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Requests and answers pass through as they are, streams as they come.</summary>
public class ForwardingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task NewRequests_AtOnce_AreSpread()
    {
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using GatewayRun run = await GatewayRun.StartAsync();
        foreach (LmStudioEmulator server in new[] { run.First, run.Second })
        {
            server.Script.Enqueue(EmulatorStep.Text("One "), EmulatorStep.Wait(go.Task));
            server.Script.Enqueue(EmulatorStep.Text("Two "), EmulatorStep.Wait(go.Task));
        }

        LmStudioChatClient client = run.CreateClient();
        IAsyncEnumerator<ChatResponseUpdate>[] streams = [.. Enumerable.Range(0, 4).Select(_ => client.GetStreamingResponseAsync("Hello").GetAsyncEnumerator())];
        foreach (IAsyncEnumerator<ChatResponseUpdate> stream in streams)
        {
            Assert.True(await stream.MoveNextAsync());
        }

        Assert.Equal([2, 2], [GatewayRun.Requested(run.First).Count, GatewayRun.Requested(run.Second).Count]);
        go.SetResult();
        foreach (IAsyncEnumerator<ChatResponseUpdate> stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    [InlineData("/v1/completions")]
    [InlineData("/v1/embeddings")]
    public async Task OtherRequests_InTurn_AreSpread(string path)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        _ = run.First.LoadModel("text-embedding-nomic-embed-text-v1.5");
        _ = run.Second.LoadModel("text-embedding-nomic-embed-text-v1.5");
        await run.Gateway.PollAsync();
        object body = path switch
        {
            "/v1/completions" => new { model = GatewayRun.Model, prompt = "Hello", max_tokens = 5 },
            "/v1/embeddings" => new { model = "text-embedding-nomic-embed-text-v1.5", input = "Hello" },
            _ => new { model = GatewayRun.Model, messages = new[] { new { role = "user", content = "Hello" } }, max_tokens = 5 },
        };

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(200, (await run.PostAsync(path, body)).Status);
        }

        Assert.Equal([2, 2], [GatewayRun.Requested(run.First).Count, GatewayRun.Requested(run.Second).Count]);
    }

    [Theory]
    [InlineData("/api/v1/chat")]
    [InlineData("/v1/responses")]
    public async Task Stream_IsForwardedAsItGrows(string path)
    {
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using GatewayRun run = await GatewayRun.StartAsync();
        run.First.Script.Enqueue(EmulatorStep.Text("Begin "), EmulatorStep.Wait(go.Task), EmulatorStep.Text("end"));
        run.Second.Script.Enqueue(EmulatorStep.Text("Begin "), EmulatorStep.Wait(go.Task), EmulatorStep.Text("end"));
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(new { model = GatewayRun.Model, input = "Hello", stream = true }) };
        using HttpResponseMessage response = await run.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        List<string> seen = [];

        await foreach (SseItem<string> item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().WithCancellation(new CancellationTokenSource(Patience).Token))
        {
            seen.Add(item.EventType);
            if (item.Data.Contains("Begin", StringComparison.Ordinal))
            {
                // The server goes on only now, so the text cannot have waited for more.
                _ = go.TrySetResult();
            }
        }

        Assert.True(go.Task.IsCompleted);
        Assert.Equal(path == "/v1/responses" ? "response.completed" : "chat.end", seen[^1]);
    }

    [Fact]
    public async Task Stream_WithoutTypes_IsForwardedWithoutTypes()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        object body = new { model = "google/gemma-3-1b", stream = true, messages = new[] { new { role = "user", content = "Hello" } } };

        using HttpResponseMessage response = await run.Http.PostAsJsonAsync("/v1/chat/completions", body);
        string[] lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.All(lines, static line => Assert.StartsWith("data: ", line));
        Assert.Equal("data: [DONE]", lines[^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Cancels_TheServerStops(bool stream)
    {
        PausingModel model = new();
        await using GatewayRun run = await GatewayRun.StartAsync(options => options.ChatClient = model);
        using CancellationTokenSource cancellation = new();
        LmStudioChatClient client = run.CreateClient();

        Task answer = stream
            ? client.GetStreamingResponseAsync("Hello", cancellationToken: cancellation.Token).ToChatResponseAsync(cancellation.Token)
            : client.GetResponseAsync("Hello", cancellationToken: cancellation.Token);
        await model.Started.WaitAsync(Patience);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await model.Stopped.WaitAsync(Patience);
    }

    [Fact]
    public async Task Headers_OfTheConnection_StayBehind()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/lmstudio-greeting?x=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-lm-secret");
        request.Headers.Connection.Add("X-Mine");
        request.Headers.Add("X-Mine", "1");
        request.Headers.Add("TE", "trailers");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using HttpResponseMessage response = await run.Http.SendAsync(request);

        EmulatorRequest received = Assert.Single(run.Requests);
        Assert.Equal("Bearer sk-lm-secret", received.Headers["Authorization"]);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", received.Headers["traceparent"]);
        Assert.DoesNotContain("X-Mine", received.Headers.Keys);
        Assert.DoesNotContain("TE", received.Headers.Keys);
        Assert.Equal(run.ServerOf(response.Headers.GetValues("X-LmStudio-Server").Single()).Endpoint.Authority, received.Headers["Host"]);
        Assert.Equal("Express", response.Headers.GetValues("X-Powered-By").Single());
        Assert.False(response.Headers.Contains("Keep-Alive"));
    }

    [Fact]
    public async Task LargeImage_PassesThrough()
    {
        const int Size = 40_000_000; // More than the 30 MB that servers of ASP.NET Core take by default.
        await using GatewayRun run = await GatewayRun.StartAsync();
        string image = "data:image/png;base64," + new string('A', Size);

        (int status, _, JsonElement body) = await run.PostAsync("/api/v1/chat", new { model = "qwen/qwen3-vl-4b", input = new object[] { new { type = "image", data_url = image } } });

        Assert.Equal(200, status);
        Assert.Contains("30,000,000 bytes", body.ToString());
    }

    [Theory]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/nothing", HttpStatusCode.OK)]
    [InlineData("//elsewhere.invalid/nothing", HttpStatusCode.OK)]
    public async Task UnknownRoute_IsAnsweredByAServer(string path, HttpStatusCode status)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();

        using HttpResponseMessage response = await run.Http.GetAsync(new Uri(run.Gateway.Endpoint.GetLeftPart(UriPartial.Authority) + path));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains($"Unexpected endpoint or method. (GET {path})", await response.Content.ReadAsStringAsync());
    }

    /// <summary>A model that says one word and then waits to be stopped.</summary>
    private sealed class PausingModel : IChatClient
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public Task Stopped => _stopped.Task;

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Well");
            _started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                _stopped.SetResult();
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
