using System.Text;
using System.Text.Json;
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

        Assert.Equal(Normalize(whole), Normalize(streamed));
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task ToChatResponse_WithoutReasoning_EqualsWholeAnswer(string payload)
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };
        string events = ResponsesPayloads.Get(payload);

        ChatResponse streamed = (await ResponsesChat.StreamAsync(events, options)).ToChatResponse();
        ChatResponse whole = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(events), options);

        Assert.Equal(Normalize(whole), Normalize(streamed));
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

        Assert.Equal(Normalize(whole), Normalize(streamed));
        Assert.Null(whole.ConversationId);
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task GetStreamingResponse_CutAtEachByte_GivesSameUpdates(string payload)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ResponsesPayloads.Get(payload));
        string expected = Describe(await ResponsesChat.StreamAsync(ResponsesPayloads.Get(payload)));

        for (int position = 1; position < bytes.Length; position++)
        {
            string actual = Describe(await ResponsesChat.StreamAsync(ScriptedStream.CutAt(bytes, position)));

            if (actual != expected)
            {
                Assert.Fail($"Cut at byte {position}: {actual}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task GetStreamingResponse_OneByteAtATime_GivesSameUpdates(string payload)
    {
        string events = ResponsesPayloads.Get(payload);

        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ScriptedStream.ByteByByte(Encoding.UTF8.GetBytes(events)));

        Assert.Equal(Describe(await ResponsesChat.StreamAsync(events)), Describe(updates));
    }

    [Theory]
    [MemberData(nameof(ResponsesPayloads.Names), MemberType = typeof(ResponsesPayloads))]
    public async Task GetStreamingResponse_LineEndsWithCarriageReturns_GivesSameUpdates(string payload)
    {
        string events = ResponsesPayloads.Get(payload);

        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(events.Replace("\n", "\r\n"));

        Assert.Equal(Describe(await ResponsesChat.StreamAsync(events)), Describe(updates));
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
                    FunctionCallContent call => call.Name + JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions),
                    McpServerToolCallContent call => call.Name + JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions),
                    McpServerToolResultContent result => string.Join('|', result.Outputs!),
                    _ => content.ToString(),
                });
            }

            _ = text.Append(']').Append(update.ConversationId).Append(update.FinishReason);
        }

        return text.ToString();
    }
}
