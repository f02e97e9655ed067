using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>
/// What a streamed token costs: the chat client against a bare loop over the same server that makes the same updates, and against merely
/// reading the bytes. All three take turns in one process, so that noise hits them alike.
/// </summary>
internal static class StreamingBenchmark
{
    private const int Tokens = 2_000;
    private const int WarmUpRounds = 2_000;
    private const int Rounds = 300;
    private const double MostBytesPerToken = 450;
    private const double MostCpuRatio = 1.5;

    public static async Task<bool> RunAsync()
    {
        using ReplayServer server = new("text/event-stream", CreateStream());
        using HttpClient http = new();
        using LmStudioClient lmStudio = new(http, new LmStudioClientOptions { Endpoint = server.Endpoint, ApiToken = "" });
        using IChatClient client = lmStudio.AsIChatClient("demo/model");
        ChatMessage[] messages = [new(ChatRole.User, "Count.")];

        Measurement bytes = new("bytes only", () => ReadBytesAsync(http, server.Endpoint));
        Measurement bare = new("bare SseParser + Utf8JsonReader", () => ReadBareAsync(http, server.Endpoint));
        Measurement connector = new("LmStudioChatClient", () => ReadUpdatesAsync(client, messages));
        Measurement[] all = [bytes, bare, connector];

        for (int round = 0; round < WarmUpRounds + Rounds; round++)
        {
            foreach (Measurement measurement in all)
            {
                await measurement.MeasureCpuAsync(record: round >= WarmUpRounds);
            }
        }

        foreach (Measurement measurement in all)
        {
            await measurement.MeasureAllocationsAsync();
        }

        Console.WriteLine($"Streaming: {Tokens} tokens an answer over loopback, {Rounds} answers each, in turns; the median answer");
        foreach (Measurement measurement in all)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {measurement.Name,-32} {measurement.CpuNanoseconds / Tokens,8:F0} ns CPU/token {measurement.AllocatedBytes / Tokens,8:F0} bytes/token"));
        }

        double allocated = (connector.AllocatedBytes - bytes.AllocatedBytes) / Tokens;
        double ratio = connector.CpuNanoseconds / bare.CpuNanoseconds;
        double netRatio = (connector.CpuNanoseconds - bytes.CpuNanoseconds) / (bare.CpuNanoseconds - bytes.CpuNanoseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated on top of the connection: {allocated:F0} bytes/token (bound {MostBytesPerToken:F0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  CPU, client : bare loop = {ratio:F2} (bound {MostCpuRatio:F2}); without the connection's own share {netRatio:F2}"));
        return allocated <= MostBytesPerToken && ratio <= MostCpuRatio;
    }

    private static byte[] CreateStream()
    {
        StringBuilder stream = new();
        Append("chat.start", """{"type":"chat.start","model_instance_id":"demo/model"}""");
        Append("message.start", """{"type":"message.start"}""");
        for (int token = 0; token < Tokens; token++)
        {
            Append("message.delta", $$"""{"type":"message.delta","content":" tok{{token % 100:D2}}"}""");
        }

        Append("message.end", """{"type":"message.end"}""");
        Append("chat.end", """{"type":"chat.end","result":{"model_instance_id":"demo/model","output":[],"stats":{"input_tokens":10,"total_output_tokens":2000,"reasoning_output_tokens":0,"tokens_per_second":80.5,"time_to_first_token_seconds":0.2},"response_id":"resp_000000000000000000000000000000000000000000000000"}}""");
        return Encoding.UTF8.GetBytes(stream.ToString());

        void Append(string type, string data) => stream.Append("event: ").Append(type).Append("\ndata: ").Append(data).Append("\n\n");
    }

    private static async Task<int> ReadBytesAsync(HttpClient http, Uri endpoint)
    {
        using HttpResponseMessage response = await SendAsync(http, endpoint);
        using Stream stream = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer) > 0)
        {
        }

        return Tokens;
    }

    /// <summary>The least that a program can do to get the same updates.</summary>
    private static async Task<int> ReadBareAsync(HttpClient http, Uri endpoint)
    {
        using HttpResponseMessage response = await SendAsync(http, endpoint);
        using Stream stream = await response.Content.ReadAsStreamAsync();
        DateTimeOffset createdAt = DateTimeOffset.UtcNow;
        int tokens = 0;
        await foreach (SseItem<MessageDeltaEvent?> item in SseParser.Create(stream, ParseBare).EnumerateAsync())
        {
            if (item.Data is { } delta)
            {
                ChatResponseUpdate update = new()
                {
                    Role = ChatRole.Assistant,
                    MessageId = "msg_1",
                    CreatedAt = createdAt,
                    ModelId = "demo/model",
                    Contents = new List<AIContent>(1) { new TextContent(delta.Content) },
                    RawRepresentation = delta,
                };
                tokens += update.Contents.Count;
            }
        }

        return tokens;
    }

    private static MessageDeltaEvent? ParseBare(string eventType, ReadOnlySpan<byte> data)
    {
        if (eventType != "message.delta")
        {
            return null;
        }

        Utf8JsonReader reader = new(data);
        string? content = null;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                content = reader.GetString();
            }
        }

        return new MessageDeltaEvent { Content = content };
    }

    private static async Task<int> ReadUpdatesAsync(IChatClient client, ChatMessage[] messages)
    {
        int tokens = 0;
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages))
        {
            if (update.RawRepresentation is MessageDeltaEvent)
            {
                tokens += update.Contents.Count;
            }
        }

        return tokens;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, Uri endpoint)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(endpoint, "api/v1/chat")) { Content = new ByteArrayContent([]) };
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>One of the contestants, with its CPU time and allocations per answer.</summary>
    private sealed class Measurement(string name, Func<Task<int>> run)
    {
        private readonly List<double> _cpu = [];

        public string Name { get; } = name;

        public double CpuNanoseconds { get; private set; }

        public double AllocatedBytes { get; private set; }

        /// <summary>Runs once and keeps the median of the runs so far.</summary>
        public async Task MeasureCpuAsync(bool record)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            await RunAsync();
            if (record)
            {
                _cpu.Add((Environment.CpuUsage.TotalTime - before).TotalNanoseconds);
                _cpu.Sort();
                CpuNanoseconds = _cpu[_cpu.Count / 2];
            }
        }

        /// <summary>Runs some times. Apart from the CPU measurement, as counting allocations exactly stops all threads.</summary>
        public async Task MeasureAllocationsAsync()
        {
            const int Runs = 20;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int run = 0; run < Runs; run++)
            {
                await RunAsync();
            }

            AllocatedBytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Runs;
        }

        private async Task RunAsync()
        {
            int tokens = await run();
            if (tokens != Tokens)
            {
                throw new InvalidOperationException($"{Name} read {tokens} tokens of {Tokens}.");
            }
        }
    }
}
