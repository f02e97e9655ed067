using System.Text;
using System.Text.Json;

namespace LmStudio.AI.Tests;

/// <summary>An event that is compared with the one before must be read as one that is parsed.</summary>
public sealed class TextTemplateTests
{
    private static readonly string[] Texts =
    [
        "a", " tok", "", "é漢😀", "\\n", "\\\"", "\\u0041", "\\ud83d", "x\\", "x\",\"content\":\"y", "a\",\"type\":\"message.start", "\u0001", "%FF", "null",
    ];

    public static TheoryData<string, string> Streams => new()
    {
        { "native", "{\"type\":\"message.delta\",\"content\":\"@\"}" },
        { "native", "{\"type\":\"reasoning.delta\",\"content\":\"@\"}" },
        { "native", "{ \"content\" : \"@\", \"n\": # , \"type\":\"message.delta\" }" },
        { "chat", "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"@\"},\"logprobs\":null,\"finish_reason\":null}]}" },
        { "chat", "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"reasoning_content\":\"@\"},\"finish_reason\":null}]}" },
        { "responses", "{\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,\"content_index\":0,\"delta\":\"@\",\"logprobs\":[],\"sequence_number\":#}" },
        { "responses", "{\"sequence_number\":#,\"type\":\"response.reasoning_text.delta\",\"output_index\":1,\"delta\":\"@\"}" },
        { "messages", "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"@\"}}" },
        { "messages", "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"thinking\":\"@\",\"type\":\"thinking_delta\"}}" },
        { "messages", "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"@\",\"thinking\":null}}" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Parse_EventsThatDifferInTheirText_ReadsThemAsWithoutTheOneBefore(string endpoint, string shape)
    {
        Random random = new(1);
        IStreamFormat<LmStudioChatEvent> format = Create(endpoint, shape);
        int plain = 0;
        for (int i = 0; i < 500; i++)
        {
            string text = Texts[random.Next(i % 2 == 0 ? 2 : Texts.Length)];
            byte[] data = Fill(shape, text, random.Next(8) == 0 ? "01" : i.ToString());
            if (random.Next(10) == 0)
            {
                data[random.Next(data.Length)] = (byte)"\"x}{,:\\"[random.Next(7)];
            }

            string expected = Describe(Create(endpoint, shape), data);
            Assert.Equal(expected, Describe(format, data));
            plain += expected.Contains("Delta") ? 1 : 0;
        }

        Assert.True(plain > 100, "Hardly any event was a piece of text.");
    }

    [Fact]
    public void TryRead_EventOfAnotherType_IsLeftToTheReader()
    {
        byte[] data = Fill("{\"text\":\"@\"}", "a", "");
        TextTemplate template = Learn(data);

        Assert.Equal("a", template.TryRead("delta", data));
        Assert.Null(template.TryRead("other", data));
    }

    [Theory]
    [InlineData("{\"text\":\"bcd\"}", "bcd")]
    [InlineData("{\"text\":\"\"}", null)]
    [InlineData("{\"text\":\"b\" }", null)]
    [InlineData("{\"text\":\"b\"", null)]
    [InlineData("{\"text\":\"b", null)]
    [InlineData("{\"text\":\"b\\n\"}", null)]
    [InlineData("{\"texs\":\"b\"}", null)]
    [InlineData("{\"text\":\"b\"}x", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void TryRead_Data_TakesOnlyWhatDiffersInItsText(string data, string? expected) =>
        Assert.Equal(expected, Learn(Encoding.UTF8.GetBytes("{\"text\":\"a\"}")).TryRead("delta", Encoding.UTF8.GetBytes(data)));

    private static TextTemplate Learn(byte[] data)
    {
        TextPositions places = default;
        Utf8JsonReader reader = new(data);
        while (reader.TokenType != JsonTokenType.String && reader.Read())
        {
        }

        places.SetText(ref reader);
        TextTemplate template = new();
        template.Learn("delta", data, places, isReasoning: false);
        return template;
    }

    private static byte[] Fill(string shape, string text, string number)
    {
        byte[] data = Encoding.UTF8.GetBytes(shape.Replace("@", text).Replace("#", number));

        // A byte that is not UTF-8.
        int invalid = data.AsSpan().IndexOf("%FF"u8);
        return invalid < 0 ? data : [.. data[..invalid], 0xFF, .. data[(invalid + 3)..]];
    }

    /// <summary>Makes a reader that has not read a piece of text yet.</summary>
    private static IStreamFormat<LmStudioChatEvent> Create(string endpoint, string shape)
    {
        IStreamFormat<LmStudioChatEvent> format = endpoint switch
        {
            "native" => new NativeStreamFormat(static _ => { }),
            "chat" => new ChatCompletionsStreamFormat(),
            "responses" => new ResponsesStreamFormat(new StreamedItems()),
            _ => new MessagesStreamFormat(),
        };

        // The first chunk of a stream has the ids.
        _ = endpoint == "chat" ? format.Parse("message", Fill(shape, "", "0")) : null;
        return format;
    }

    private static string Describe(IStreamFormat<LmStudioChatEvent> format, byte[] data)
    {
        try
        {
            return format.Parse("message", data) switch
            {
                LmStudioMessageDeltaEvent message => $"MessageDelta {message.Content}",
                LmStudioReasoningDeltaEvent reasoning => $"ReasoningDelta {reasoning.Content}",
                { } other => $"{other.GetType().Name} {other.Type}",
                null => "nothing",
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "unreadable";
        }
    }
}
