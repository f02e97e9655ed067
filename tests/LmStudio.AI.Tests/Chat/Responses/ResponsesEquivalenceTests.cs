using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Holds for every stream there is: it says the same as the whole answer it ends with, however its bytes arrive.</summary>
public class ResponsesEquivalenceTests
{
    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task ToChatResponse_StreamOfPayload_EqualsWholeAnswer(string payload)
    {
        string events = ResponsesPayloads.Get(payload);

        ChatResponse streamed = (await ResponsesChat.StreamAsync(events)).ToChatResponse();
        ChatResponse whole = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(events));

        Equivalence.Equal(whole, streamed);
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task ToChatResponse_WithoutReasoning_EqualsWholeAnswer(string payload)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };
        string events = ResponsesPayloads.Get(payload);

        ChatResponse streamed = (await ResponsesChat.StreamAsync(events, options)).ToChatResponse();
        ChatResponse whole = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(events), options);

        Equivalence.Equal(whole, streamed);
        Assert.DoesNotContain(whole.Messages[0].Contents, static content => content is TextReasoningContent);
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task ToChatResponse_NotStored_EqualsWholeAnswer(string payload)
    {
        ChatOptions options = new() { Store = false };
        string events = ResponsesPayloads.Get(payload);

        ChatResponse streamed = (await ResponsesChat.StreamAsync(events, options)).ToChatResponse();
        ChatResponse whole = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(events), options);

        Equivalence.Equal(whole, streamed);
        Assert.Null(whole.ConversationId);
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string payload) =>
        Equivalence.EqualHoweverCutAsync(ResponsesPayloads.Get(payload), static events => ResponsesChat.StreamAsync(events));

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string payload) =>
        Equivalence.EqualByteByByteAsync(ResponsesPayloads.Get(payload), static events => ResponsesChat.StreamAsync(events));

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string payload) =>
        Equivalence.EqualStreamsAsync(ResponsesPayloads.Get(payload), ResponsesPayloads.Get(payload).Replace("\n", "\r\n"), static events => ResponsesChat.StreamAsync(events));
}
