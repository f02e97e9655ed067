using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps responses of <c>/v1/messages</c> that are not streamed.</summary>
internal static class MessagesResponseMapper
{
    /// <summary>Returns whether JSON is a response: errors may have status 200.</summary>
    public static bool IsAnswer(JsonElement json) => JsonMember.GetItems(json, "content") is not null && ErrorBodyReader.Read(json) is null;

    /// <summary>Maps a response. Returns <see langword="null"/> for other JSON.</summary>
    public static ChatResponseUpdate? Map(JsonElement answer, ChatTurn turn)
    {
        if (!IsAnswer(answer))
        {
            return null;
        }

        List<AIContent> contents = [];
        int calls = 0;
        foreach (JsonElement block in JsonMember.GetItems(answer, "content")!)
        {
            if (IsCall(block))
            {
                contents.Add(MapCall(block, ReadInput(block), turn, ++calls));
            }
            else if (MapText(block, turn) is { } text)
            {
                contents.Add(text);
            }

            // A block of a newer server is readable through the response's raw representation, as there is no content for it.
        }

        MessagesUsage usage = new();
        usage.Read(answer);
        return MapEnd(
            new LmStudioCompatibleChatEvent("message", answer),
            turn,
            JsonMember.GetOptionalText(answer, "model"),
            JsonMember.GetOptionalText(answer, "id"),
            MapStopReason(JsonMember.GetOptionalText(answer, "stop_reason"), hasCalls: calls > 0),
            usage,
            contents);
    }

    /// <summary>Creates the last update of a response. The server stores nothing, so there is no conversation to continue.</summary>
    public static ChatResponseUpdate MapEnd(
        LmStudioChatEvent rawRepresentation, ChatTurn turn, string? modelId, string? responseId, ChatFinishReason? finishReason, MessagesUsage usage, List<AIContent> contents)
    {
        if (usage.ToContent() is { } usageContent)
        {
            contents.Add(usageContent);
        }

        return turn.CreateLastUpdate(rawRepresentation, modelId, responseId, conversationId: null, finishReason, stats: null, contents);
    }

    public static bool IsCall(JsonElement block) => JsonMember.GetOptionalText(block, "type") == "tool_use";

    /// <summary>
    /// Maps a block of text or of reasoning. Returns <see langword="null"/> for a block without text, or reasoning that the caller does not want.
    /// </summary>
    public static AIContent? MapText(JsonElement block, ChatTurn turn) => JsonMember.GetOptionalText(block, "type") switch
    {
        "text" when JsonMember.GetText(block, "text") is { Length: > 0 } text => new TextContent(text),
        "thinking" when turn.IncludeReasoning && JsonMember.GetText(block, "thinking") is { Length: > 0 } thinking => new TextReasoningContent(thinking),
        _ => null,
    };

    /// <summary>Maps a call whose arguments are complete.</summary>
    public static FunctionCallContent MapCall(JsonElement block, string? arguments, ChatTurn turn, int number) =>
        FunctionCallReader.Read(turn, number, JsonMember.GetOptionalText(block, "id"), JsonMember.GetText(block, "name"), arguments);

    /// <summary>Returns the text of a call's arguments: a JSON object, or a string that contains one.</summary>
    public static string? ReadInput(JsonElement block) => JsonMember.GetTextOrJson(block, "input");

    /// <summary>Maps the stop reason, if the server reports it.</summary>
    public static ChatFinishReason? MapStopReason(string? reason, bool hasCalls) => reason switch
    {
        _ when string.IsNullOrWhiteSpace(reason) => null,
        "tool_use" => ChatFinishReason.ToolCalls,
        "max_tokens" => ChatFinishReason.Length,
        "end_turn" or "stop_sequence" => hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        _ => new ChatFinishReason(reason!),
    };
}
