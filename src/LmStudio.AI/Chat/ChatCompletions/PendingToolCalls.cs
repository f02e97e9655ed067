using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Combines the pieces of a response's calls. Servers and models differ in how they identify the call of a piece.</summary>
internal sealed class PendingToolCalls
{
    private readonly List<PendingToolCall> _calls = [];

    /// <summary>Adds the pieces of one chunk.</summary>
    public void Add(IReadOnlyList<ChatCompletionToolCall> pieces)
    {
        int before = _calls.Count;
        foreach (ChatCompletionToolCall piece in pieces)
        {
            PendingToolCall? call = Find(piece);
            if (call is null || call.IsOther(piece, isSameChunk: _calls.IndexOf(call) >= before))
            {
                _calls.Add(call = new PendingToolCall(piece.Index));
            }

            call.Add(piece);
        }
    }

    /// <summary>Creates the contents of the calls when all pieces have arrived.</summary>
    public IEnumerable<FunctionCallContent> Read(ChatTurn turn) =>
        _calls.Select((call, i) => FunctionCallReader.Read(turn, i + 1, call.Id, call.Name, call.Arguments.ToString()));

    /// <summary>
    /// Finds the call of a piece by its index. A piece without an index, or with an unknown index and no name or id, belongs to the last call.
    /// </summary>
    private PendingToolCall? Find(ChatCompletionToolCall piece)
    {
        PendingToolCall? last = _calls.Count > 0 ? _calls[_calls.Count - 1] : null;
        if (piece.Index is not { } index)
        {
            return last;
        }

        bool namesCall = !string.IsNullOrEmpty(piece.Id) || !string.IsNullOrEmpty(piece.Function?.Name);
        return _calls.FindLast(call => call.Index == index) ?? (namesCall ? null : last);
    }
}
