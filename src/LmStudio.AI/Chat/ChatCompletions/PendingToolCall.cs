using System.Text;

namespace LmStudio.AI;

/// <summary>A call of which not all pieces have arrived.</summary>
internal sealed class PendingToolCall(int? index)
{
    public int? Index { get; } = index;

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    public StringBuilder Arguments { get; } = new();

    /// <summary>
    /// Returns whether a piece starts another call although only its name indicates it: some servers use the same index for all calls, or none.
    /// </summary>
    /// <param name="piece">The piece.</param>
    /// <param name="isSameChunk">Whether this call started in the same chunk. A chunk has at most one piece of a call.</param>
    public bool IsOther(ChatCompletionToolCall piece, bool isSameChunk)
    {
        if (string.IsNullOrEmpty(piece.Function?.Name) || string.IsNullOrEmpty(Name))
        {
            return false;
        }

        if (isSameChunk)
        {
            return true;
        }

        if (!string.IsNullOrEmpty(piece.Id) && !string.IsNullOrEmpty(Id))
        {
            return piece.Id != Id;
        }

        // A name may be split or repeated, but not after complete arguments.
        return FunctionArguments.IsObject(Arguments.ToString()) && (Index is null || piece.Function!.Name != Name || !string.IsNullOrEmpty(piece.Function.Arguments));
    }

    public void Add(ChatCompletionToolCall piece)
    {
        Id = string.IsNullOrEmpty(Id) ? piece.Id : Id;

        // Documented to come in pieces too, but only seen complete. A repeated name is not a piece.
        Name = piece.Function?.Name == Name ? Name : Name + piece.Function?.Name;
        _ = Arguments.Append(piece.Function?.Arguments);
    }
}
