namespace LmStudio.AI;

/// <summary>Records which items of a streamed response had deltas, so that their last event does not repeat the content.</summary>
internal sealed class StreamedItems
{
    private readonly HashSet<int> _indexes = [];
    private int _latest = -1;
    private int _current = -1;

    /// <summary>Records the start of an item.</summary>
    public void Begin(int? index) => _current = index ?? _current + 1;

    /// <summary>Records a delta of an item. Without an index, it belongs to the item that started last.</summary>
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

    /// <summary>Returns the index of an item in the response; for events without one, that of the item that started last.</summary>
    public int GetIndex(int? index) => index ?? _current;

    /// <summary>Returns whether an item had deltas.</summary>
    public bool HasPieces(int? index) => _indexes.Contains(index ?? _current);
}
