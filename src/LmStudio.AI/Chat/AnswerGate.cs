using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Decides for all endpoints, with and without streaming, which function calls a response returns: after all other contents, once the response
/// has ended; none if it failed; and only informational ones if it was cut off.
/// </summary>
internal sealed class AnswerGate(ChatTurn turn)
{
    private readonly List<FunctionCallContent> _calls = [];

    /// <summary>Settles an answer that came whole.</summary>
    public static ChatResponseUpdate Settle(ChatTurn turn, ChatResponseUpdate whole)
    {
        new SplitCharacters().Join(whole.Contents, isLast: true);
        AnswerGate gate = new(turn);
        gate.Hold(whole);
        gate.Release(whole, hasFailed: false);
        return whole;
    }

    /// <summary>Keeps the function calls of an update back.</summary>
    public void Hold(ChatResponseUpdate update)
    {
        for (int i = 0; i < update.Contents.Count; i++)
        {
            if (update.Contents[i] is FunctionCallContent call)
            {
                _calls.Add(call);
                update.Contents.RemoveAt(i--);
            }
        }
    }

    /// <summary>Adds the calls to the last update of an answer, as far as it gives any out.</summary>
    /// <param name="last">The update, whose finish reason is what the server said.</param>
    /// <param name="hasFailed">Whether an error came.</param>
    public void Release(ChatResponseUpdate last, bool hasFailed)
    {
        if (hasFailed)
        {
            // Its usage and what it said stay. There is nothing to continue from, and nothing says that it ended well.
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
                    $"The answer was cut off (finish reason '{last.FinishReason?.Value ?? "none"}'), so the call of '{call.Name}' may be incomplete and is not invoked.", call.Exception);
            }
            else if (call.Exception is not null && FunctionTools.CanRunWithoutArguments(call.Name, turn.Options))
            {
                // Arguments that cannot be read are not the same as none. Other functions refuse to run without, and the model hears why.
                call.InformationalOnly = true;
            }

            last.Contents.Insert(end++, call);
        }
    }
}
