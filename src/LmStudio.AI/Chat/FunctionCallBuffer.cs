using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Determines, for all endpoints and with and without streaming, which function calls a response returns: after all other contents, once the response has
/// ended; none if it failed; and only informational ones if it was cut off.
/// </summary>
internal sealed class FunctionCallBuffer(ChatTurn turn)
{
    private readonly List<FunctionCallContent> _calls = [];

    /// <summary>Processes a response that was not streamed.</summary>
    public static ChatResponseUpdate Process(ChatTurn turn, ChatResponseUpdate whole)
    {
        new SplitCharacters().Join(whole.Contents, isLast: true);
        FunctionCallBuffer buffer = new(turn);
        buffer.Hold(whole);
        buffer.Release(whole, hasFailed: false);
        return whole;
    }

    /// <summary>Removes the function calls from an update and holds them until the response ends.</summary>
    public void Hold(ChatResponseUpdate update)
    {
        for (int i = 0; i < update.Contents.Count; i++)
        {
            if (update.Contents[i] is FunctionCallContent call)
            {
                _calls.Add(WithOwnId(call));
                update.Contents.RemoveAt(i--);
            }
        }
    }

    /// <summary>Adds the held calls to the last update of a response, if the response returns them.</summary>
    /// <param name="last">The update, with the server's finish reason.</param>
    /// <param name="hasFailed">Whether the response failed.</param>
    public void Release(ChatResponseUpdate last, bool hasFailed)
    {
        if (hasFailed)
        {
            // The usage and contents stay. There is no id to continue from and no finish reason.
            last.FinishReason = null;
            last.ResponseId = null;
            last.ConversationId = null;
            return;
        }

        if (_calls.Count == 0)
        {
            return;
        }

        bool isCut = last.FinishReason != ChatFinishReason.ToolCalls && last.FinishReason != ChatFinishReason.Stop;
        if (isCut)
        {
            // The server has stored a call that will never have a result.
            last.ConversationId = null;
        }

        // Usage stays last.
        int end = last.Contents.Count;
        while (end > 0 && last.Contents[end - 1] is UsageContent)
        {
            end--;
        }

        foreach (FunctionCallContent call in _calls)
        {
            if (isCut)
            {
                call.InformationalOnly = true;
                call.Exception = new InvalidOperationException(
                    $"The response was cut off (finish reason '{last.FinishReason?.Value ?? "none"}'), so the call of '{call.Name}' may be incomplete and is not invoked.", call.Exception);
            }
            else if (call.Exception is not null && FunctionTools.CanRunWithoutArguments(call.Name, turn.Options))
            {
                // Unreadable arguments are not treated as missing. Functions with required parameters fail without them, and the model receives the error.
                call.InformationalOnly = true;
            }

            last.Contents.Insert(end++, call);
        }
    }

    /// <summary>
    /// Returns the call with another id if an earlier call in the response has the same one: combining updates would keep only one of the calls, although there
    /// are two results. On <c>/v1/responses</c>, the id is not changed, because the server has stored the call with it.
    /// </summary>
    private FunctionCallContent WithOwnId(FunctionCallContent call) =>
        turn.Endpoint == LmStudioChatEndpoint.Responses || !_calls.Exists(other => other.CallId == call.CallId)
            ? call
            : new FunctionCallContent(ToolCallId.Create(turn.MessageId, _calls.Count + 1), call.Name, call.Arguments)
            {
                Exception = call.Exception,
                InformationalOnly = call.InformationalOnly,
                RawRepresentation = call.RawRepresentation,
                AdditionalProperties = call.AdditionalProperties,
            };
}
