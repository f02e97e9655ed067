using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>A plain HTTP client for one emulator. It has nothing in common with the connector, on purpose.</summary>
internal sealed class Api(LmStudioEmulator lmStudio) : IDisposable
{
    /// <remarks>A stream that is left early is closed at once, not read to its end first.</remarks>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = lmStudio.Endpoint };

    public async Task<Reply> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    public async Task<Reply> PostAsync(string path, string json) =>
        await ReadAsync(await Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json")));

    public Task<Reply> ChatAsync(string json) => PostAsync("/api/v1/chat", json);

    /// <summary>Posts a streaming chat and reads its events up to the end of the stream.</summary>
    public async Task<IReadOnlyList<StreamEvent>> StreamAsync(string json)
    {
        using HttpResponseMessage response = await SendStreamAsync(json);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        List<StreamEvent> events = [];
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        while (await ReadEventAsync(reader) is { } happened)
        {
            events.Add(happened);
        }

        return events;
    }

    /// <summary>Posts a streaming request and reads its frames up to the end of the stream. A frame without an <c>event</c> line has no type.</summary>
    public async Task<IReadOnlyList<StreamEvent>> StreamAsync(string path, string json)
    {
        using HttpResponseMessage response = await SendStreamAsync(json, path: path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        string[] frames = (await response.Content.ReadAsStringAsync()).Split("\n\n");
        Assert.Equal("", frames[^1]);
        return [.. frames.SkipLast(1).Select(ReadFrame)];
    }

    public async Task<HttpResponseMessage> SendStreamAsync(string json, CancellationToken cancellationToken = default, string path = "/api/v1/chat")
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public static async Task<StreamEvent?> ReadEventAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { } first)
        {
            return null;
        }

        Assert.StartsWith("event: ", first, StringComparison.Ordinal);
        string? data = await reader.ReadLineAsync();
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        Assert.Equal("", await reader.ReadLineAsync());
        return new(first["event: ".Length..], data!["data: ".Length..]);
    }

    private static StreamEvent ReadFrame(string frame)
    {
        string[] lines = frame.Split('\n');
        Assert.StartsWith("data: ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(lines.Length is 2, lines[0].StartsWith("event: ", StringComparison.Ordinal));
        return new(lines.Length is 2 ? lines[0]["event: ".Length..] : "", lines[^1]["data: ".Length..]);
    }

    public void Dispose() => Http.Dispose();

    private static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    internal sealed record Reply(int Status, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }

    internal sealed record StreamEvent(string Type, string Data)
    {
        public JsonNode Json => JsonNode.Parse(Data)!;
    }
}
