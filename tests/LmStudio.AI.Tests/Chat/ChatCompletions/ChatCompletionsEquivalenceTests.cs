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

        Equivalence.Equal(whole, streamed);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task ToChatResponse_WithoutReasoning_EqualsWholeAnswer(string payload)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };

        ChatResponse streamed = (await Completions.StreamAsync(CompletionPayloads.Stream(payload), options)).ToChatResponse();
        ChatResponse whole = await Completions.GetAsync(CompletionPayloads.Whole(payload), options);

        Equivalence.Equal(whole, streamed);
        Assert.DoesNotContain(whole.Messages[0].Contents, static content => content is TextReasoningContent);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string payload) =>
        Equivalence.EqualHoweverCutAsync(CompletionPayloads.Stream(payload), static events => Completions.StreamAsync(events));

    [Theory]
    [MemberData(nameof(Payloads))]
    public Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string payload) =>
        Equivalence.EqualByteByByteAsync(CompletionPayloads.Stream(payload), static events => Completions.StreamAsync(events));

    [Theory]
    [MemberData(nameof(Payloads))]
    public Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string payload) =>
        Equivalence.EqualStreamsAsync(CompletionPayloads.Stream(payload), CompletionPayloads.Stream(payload).Replace("\n", "\r\n"), static events => Completions.StreamAsync(events));

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
}
