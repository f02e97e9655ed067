using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Compares answers by everything that a caller can see, without the ids and the time that are made for each answer.</summary>
internal static class Equivalence
{
    /// <summary>Compares a streamed answer, put together, with the whole one.</summary>
    public static void Equal(ChatResponse whole, ChatResponse streamed) => Assert.Equal(Normalize(whole), Normalize(streamed));

    /// <summary>Compares a stream's updates with those of the same stream cut in two at each of its bytes.</summary>
    public static async Task EqualHoweverCutAsync(string events, Func<Stream, Task<List<ChatResponseUpdate>>> streamAsync)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(events);
        string expected = Describe(await streamAsync(ScriptedStream.Of(events)));

        for (int position = 1; position < bytes.Length; position++)
        {
            string actual = Describe(await streamAsync(ScriptedStream.CutAt(bytes, position)));

            if (actual != expected)
            {
                Assert.Fail($"Cut at byte {position}: {actual}");
            }
        }
    }

    /// <summary>Compares a stream's updates with those of the same stream a byte at a time.</summary>
    public static async Task EqualByteByByteAsync(string events, Func<Stream, Task<List<ChatResponseUpdate>>> streamAsync) =>
        Equal(await streamAsync(ScriptedStream.Of(events)), await streamAsync(ScriptedStream.ByteByByte(Encoding.UTF8.GetBytes(events))));

    /// <summary>Compares a stream's updates with those of another stream that shall say the same.</summary>
    public static async Task EqualStreamsAsync(string events, string others, Func<Stream, Task<List<ChatResponseUpdate>>> streamAsync) =>
        Equal(await streamAsync(ScriptedStream.Of(events)), await streamAsync(ScriptedStream.Of(others)));

    private static void Equal(List<ChatResponseUpdate> expected, List<ChatResponseUpdate> actual) => Assert.Equal(Describe(expected), Describe(actual));

    private static string Normalize(ChatResponse response)
    {
        string messageId = Assert.Single(response.Messages).MessageId!;
        response.CreatedAt = null;
        response.Messages[0].CreatedAt = null;
        return Serialize(response).Replace(messageId, "msg");
    }

    private static string Describe(List<ChatResponseUpdate> updates)
    {
        StringBuilder text = new();
        foreach (ChatResponseUpdate update in updates)
        {
            _ = text.Append(((LmStudioChatEvent)update.RawRepresentation!).Type).Append('[');
            foreach (AIContent content in update.Contents)
            {
                _ = text.Append(content.GetType().Name).Append(' ').Append(content switch
                {
                    UsageContent usage => Serialize(usage.Details),
                    FunctionCallContent call => call.CallId.Replace(update.MessageId!, "msg") + call.Name + Serialize(call.Arguments),
                    McpServerToolCallContent call => call.Name + Serialize(call.Arguments),
                    McpServerToolResultContent result => string.Join('|', result.Outputs!),
                    _ => content.ToString(),
                });
            }

            _ = text.Append(']').Append(update.FinishReason).Append(update.ResponseId).Append(update.ConversationId);
        }

        return text.ToString();
    }

    private static string Serialize<T>(T value) => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions);
}
