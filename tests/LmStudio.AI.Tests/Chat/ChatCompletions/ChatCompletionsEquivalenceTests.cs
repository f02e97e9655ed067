using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Holds for every stream there is: it says the same as the whole answer, however its bytes arrive.</summary>
public class ChatCompletionsEquivalenceTests
{
    public static TheoryData<string> Payloads => CompletionPayloads.Names;

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task ToChatResponse_StreamOfPayload_EqualsWholeAnswer(string payload)
    {
        ChatResponse streamed = (await Completions.StreamAsync(CompletionPayloads.Stream(payload))).ToChatResponse();
        ChatResponse whole = await Completions.GetAsync(CompletionPayloads.Whole(payload));

        Assert.Equal(Normalize(whole), Normalize(streamed));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task ToChatResponse_WithoutReasoning_EqualsWholeAnswer(string payload)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };

        ChatResponse streamed = (await Completions.StreamAsync(CompletionPayloads.Stream(payload), options)).ToChatResponse();
        ChatResponse whole = await Completions.GetAsync(CompletionPayloads.Whole(payload), options);

        Assert.Equal(Normalize(whole), Normalize(streamed));
        Assert.DoesNotContain(whole.Messages[0].Contents, static content => content is TextReasoningContent);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string payload)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(CompletionPayloads.Stream(payload));
        string expected = Describe(await Completions.StreamAsync(CompletionPayloads.Stream(payload)));

        for (int position = 1; position < bytes.Length; position++)
        {
            string actual = Describe(await Completions.StreamAsync(ScriptedStream.CutAt(bytes, position)));

            if (actual != expected)
            {
                Assert.Fail($"Cut at byte {position}: {actual}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string payload)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(CompletionPayloads.Stream(payload));

        List<ChatResponseUpdate> updates = await Completions.StreamAsync(ScriptedStream.ByteByByte(bytes));

        Assert.Equal(Describe(await Completions.StreamAsync(CompletionPayloads.Stream(payload))), Describe(updates));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string payload)
    {
        string events = CompletionPayloads.Stream(payload);

        List<ChatResponseUpdate> updates = await Completions.StreamAsync(events.Replace("\n", "\r\n"));

        Assert.Equal(Describe(await Completions.StreamAsync(events)), Describe(updates));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task GetStreamingResponse_AnyStream_TellsIdsUsageAndEndOnceAndLast(string payload)
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(CompletionPayloads.Stream(payload));

        Assert.StartsWith("msg_", Assert.Single(updates.Select(static update => update.MessageId).Distinct()));
        Assert.Equal("books-7b", Assert.Single(updates.Select(static update => update.ModelId).Distinct()));
        Assert.NotNull(updates[^1].FinishReason);
        Assert.Equal("chatcmpl-b1o8ks2v0p7", updates[^1].ResponseId);
        _ = Assert.Single(updates[^1].Contents.OfType<UsageContent>());
        Assert.All(updates[..^1], static update =>
        {
            Assert.Null(update.FinishReason);
            Assert.Null(update.ResponseId);
            Assert.DoesNotContain(update.Contents, static content => content is UsageContent);
        });
    }

    /// <summary>Everything that a caller can see, without the ids and the time that are made for each answer.</summary>
    private static string Normalize(ChatResponse response)
    {
        string messageId = Assert.Single(response.Messages).MessageId!;
        response.CreatedAt = null;
        response.Messages[0].CreatedAt = null;
        return JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions).Replace(messageId, "msg");
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
                    UsageContent usage => usage.Details.TotalTokenCount.ToString(),
                    FunctionCallContent call => call.CallId + call.Name + JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions),
                    _ => content.ToString(),
                });
            }

            _ = text.Append(']').Append(update.ResponseId);
        }

        return text.ToString();
    }
}
