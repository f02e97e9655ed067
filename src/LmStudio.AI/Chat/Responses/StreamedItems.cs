namespace LmStudio.AI;

/// <summary>Remembers which items of a streamed answer came in pieces, so that their last event does not say the same again.</summary>
internal sealed class StreamedItems
{
    private readonly HashSet<int> _indexes = [];
    private int _latest = -1;
    private int _current = -1;

    /// <summary>Notes that an item begins.</summary>
    public void Begin(int? index) => _current = index ?? _current + 1;

    /// <summary>Notes a piece of an item. Without an index it belongs to the item that began last.</summary>
    public void AddPiece(int? index)
    {
        // Mostly the same as before, and this is done for each token.
        int item = index ?? _current;
        if (item != _latest || _indexes.Count == 0)
        {
            _latest = item;
            _ = _indexes.Add(item);
        }
    }

    /// <summary>Returns the number of an item in the answer, for events that do not tell it that of the item that began last.</summary>
    public int GetIndex(int? index) => index ?? _current;

    /// <summary>Returns whether pieces of an item came.</summary>
    public bool HasPieces(int? index) => _indexes.Contains(index ?? _current);
}
