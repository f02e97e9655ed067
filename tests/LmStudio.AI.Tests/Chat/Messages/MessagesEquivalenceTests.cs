using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Holds for every answer of <c>/v1/messages</c>: streamed it says the same as whole, however its bytes arrive.</summary>
public class MessagesEquivalenceTests
{
    public static TheoryData<string> Names => [.. MessagesPayloads.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ToChatResponse_Stream_EqualsWholeAnswer(string name)
    {
        ChatResponse streamed = (await MessagesClients.StreamAsync(MessagesPayloads.All[name].Events)).ToChatResponse();
        ChatResponse whole = await MessagesClients.GetAsync(MessagesPayloads.All[name].Answer);

        Equivalence.Equal(whole, streamed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ToChatResponse_StreamWithoutReasoning_EqualsWholeAnswer(string name)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };

        ChatResponse streamed = (await MessagesClients.StreamAsync(MessagesPayloads.All[name].Events, options)).ToChatResponse();
        ChatResponse whole = await MessagesClients.GetAsync(MessagesPayloads.All[name].Answer, options);

        Equivalence.Equal(whole, streamed);
        Assert.DoesNotContain(whole.Messages[0].Contents, static content => content is TextReasoningContent);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string name) =>
        Equivalence.EqualHoweverCutAsync(MessagesPayloads.All[name].Events, static events => MessagesClients.StreamAsync(events));

    [Theory]
    [MemberData(nameof(Names))]
    public Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string name) =>
        Equivalence.EqualByteByByteAsync(MessagesPayloads.All[name].Events, static events => MessagesClients.StreamAsync(events));

    [Theory]
    [MemberData(nameof(Names))]
    public Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string name) =>
        Equivalence.EqualStreamsAsync(MessagesPayloads.All[name].Events, MessagesPayloads.All[name].Events.Replace("\n", "\r\n"), static events => MessagesClients.StreamAsync(events));

    // The type stands in both places. Either is enough.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_WithoutEventLines_GivesSameUpdates(string name)
    {
        string events = MessagesPayloads.All[name].Events;

        await Equivalence.EqualStreamsAsync(
            events,
            string.Join('\n', events.Split('\n').Where(static line => !line.StartsWith("event:", StringComparison.Ordinal))),
            static stream => MessagesClients.StreamAsync(stream));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_TypesInEventLinesOnly_GivesSameUpdates(string name)
    {
        string events = MessagesPayloads.All[name].Events;

        await Equivalence.EqualStreamsAsync(
            events,
            string.Join('\n', events.Split('\n').Select(static line => line.StartsWith("data: {\"type\":\"message_stop\"", StringComparison.Ordinal) ? "data: {}" : RemoveType(line))),
            static stream => MessagesClients.StreamAsync(stream));
    }

    private static string RemoveType(string line)
    {
        int end = line.IndexOf(',');
        return line.StartsWith("data: {\"type\":", StringComparison.Ordinal) && end > 0 ? "data: {" + line[(end + 1)..] : line;
    }
}
