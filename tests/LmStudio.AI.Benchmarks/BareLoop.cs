using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>What one would write without a library, over the parser that all of them stand on: SseParser, Utf8JsonReader, and one update a token.</summary>
internal static class BareLoop
{
    public static Contestant Create(HttpClient http, Uri? server = null) => new("bare SseParser loop", () => RunAsync(http, server ?? new Uri("http://lm.test")));

    private static async Task RunAsync(HttpClient http, Uri server)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(server, "api/v1/chat")) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using Stream stream = await response.Content.ReadAsStreamAsync();
        DateTimeOffset createdAt = DateTimeOffset.UtcNow;
        int tokens = 0;
        await foreach (SseItem<LmStudioMessageDeltaEvent?> item in SseParser.Create(stream, Parse).EnumerateAsync())
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

        if (tokens != Answers.Tokens)
        {
            throw new InvalidOperationException($"The bare loop read {tokens} tokens of {Answers.Tokens}.");
        }
    }

    private static LmStudioMessageDeltaEvent? Parse(string eventType, ReadOnlySpan<byte> data)
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

        return new LmStudioMessageDeltaEvent { Content = content };
    }
}
