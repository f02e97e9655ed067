using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Holds for every stream there is: it says the same as the whole answer it ends with, however its bytes arrive.</summary>
public class StreamEquivalenceTests
{
    public static TheoryData<string> Streams => Payload.List(".sse");

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task ToChatResponse_StreamOfPayload_EqualsWholeAnswer(string payload)
    {
        string events = Payload.Read(payload);

        ChatResponse streamed = (await Clients.StreamAsync(events)).ToChatResponse();
        ChatResponse whole = await Clients.GetAsync(Payload.ReadResult(events));

        Equivalence.Equal(whole, streamed);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task ToChatResponse_WithoutReasoning_EqualsWholeAnswer(string payload)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };
        string events = Payload.Read(payload);

        ChatResponse streamed = (await Clients.StreamAsync(events, options)).ToChatResponse();
        ChatResponse whole = await Clients.GetAsync(Payload.ReadResult(events), options);

        Equivalence.Equal(whole, streamed);
        Assert.DoesNotContain(whole.Messages[0].Contents, static content => content is TextReasoningContent);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string payload) =>
        Equivalence.EqualHoweverCutAsync(Payload.Read(payload), static events => Clients.StreamAsync(events));

    [Theory]
    [MemberData(nameof(Streams))]
    public Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string payload) =>
        Equivalence.EqualByteByByteAsync(Payload.Read(payload), static events => Clients.StreamAsync(events));

    [Theory]
    [MemberData(nameof(Streams))]
    public Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string payload) =>
        Equivalence.EqualStreamsAsync(Payload.Read(payload), Payload.Read(payload).Replace("\n", "\r\n"), static events => Clients.StreamAsync(events));
}
