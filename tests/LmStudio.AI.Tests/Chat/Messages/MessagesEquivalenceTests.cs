using System.Text;
using System.Text.Json;
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

        Assert.Equal(Normalize(whole), Normalize(streamed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ToChatResponse_StreamWithoutReasoning_EqualsWholeAnswer(string name)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };

        ChatResponse streamed = (await MessagesClients.StreamAsync(MessagesPayloads.All[name].Events, options)).ToChatResponse();
        ChatResponse whole = await MessagesClients.GetAsync(MessagesPayloads.All[name].Answer, options);

        Assert.Equal(Normalize(whole), Normalize(streamed));
        Assert.DoesNotContain(whole.Messages[0].Contents, static content => content is TextReasoningContent);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(MessagesPayloads.All[name].Events);
        string expected = Describe(await MessagesClients.StreamAsync(MessagesPayloads.All[name].Events));

        for (int position = 1; position < bytes.Length; position++)
        {
            string actual = Describe(await MessagesClients.StreamAsync(ScriptedStream.CutAt(bytes, position)));

            if (actual != expected)
            {
                Assert.Fail($"Cut at byte {position}: {actual}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string name)
    {
        string events = MessagesPayloads.All[name].Events;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(ScriptedStream.ByteByByte(Encoding.UTF8.GetBytes(events)));

        Assert.Equal(Describe(await MessagesClients.StreamAsync(events)), Describe(updates));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string name)
    {
        string events = MessagesPayloads.All[name].Events;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(events.Replace("\n", "\r\n"));

        Assert.Equal(Describe(await MessagesClients.StreamAsync(events)), Describe(updates));
    }

    // The type stands in both places. Either is enough.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_WithoutEventLines_GivesSameUpdates(string name)
    {
        string events = MessagesPayloads.All[name].Events;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(string.Join('\n', events.Split('\n').Where(static line => !line.StartsWith("event:", StringComparison.Ordinal))));

        Assert.Equal(Describe(await MessagesClients.StreamAsync(events)), Describe(updates));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetStreamingResponse_TypesInEventLinesOnly_GivesSameUpdates(string name)
    {
        string events = MessagesPayloads.All[name].Events;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(
            string.Join('\n', events.Split('\n').Select(static line => line.StartsWith("data: {\"type\":\"message_stop\"", StringComparison.Ordinal) ? "data: {}" : RemoveType(line))));

        Assert.Equal(Describe(await MessagesClients.StreamAsync(events)), Describe(updates));
    }

    private static string RemoveType(string line)
    {
        int end = line.IndexOf(',');
        return line.StartsWith("data: {\"type\":", StringComparison.Ordinal) && end > 0 ? "data: {" + line[(end + 1)..] : line;
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
                    FunctionCallContent call => call.CallId + call.Name + MessagesClients.Json(call.Arguments),
                    _ => content.ToString(),
                });
            }

            _ = text.Append(']').Append(update.FinishReason).Append(update.ResponseId);
        }

        return text.ToString();
    }
}
