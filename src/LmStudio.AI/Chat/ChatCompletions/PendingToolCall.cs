using System.Text;

namespace LmStudio.AI;

/// <summary>A call whose pieces are still coming.</summary>
internal sealed class PendingToolCall(int? index)
{
    public int? Index { get; } = index;

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    public StringBuilder Arguments { get; } = new();

    /// <summary>Returns whether a piece begins another call, though nothing but its name says so: some servers give all calls one index, or none.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="isSameChunk">Whether this call began in the chunk that the piece is of. A chunk has one piece of a call.</param>
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

        // A name may come in pieces or be repeated, but not behind arguments that are complete.
        return FunctionArguments.IsObject(Arguments.ToString()) && (Index is null || piece.Function!.Name != Name || !string.IsNullOrEmpty(piece.Function.Arguments));
    }

    public void Add(ChatCompletionToolCall piece)
    {
        Id = string.IsNullOrEmpty(Id) ? piece.Id : Id;

        // Documented to come in pieces, too, and seen only whole. One that is repeated is no piece.
        Name = piece.Function?.Name == Name ? Name : Name + piece.Function?.Name;
        _ = Arguments.Append(piece.Function?.Arguments);
    }
}
