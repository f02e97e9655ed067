using System.Text;

namespace LmStudio.AI;

/// <summary>A function call of a streamed response, until its last event.</summary>
internal sealed class PendingFunctionCall(ResponsesOutputItem item)
{
    private readonly StringBuilder _pieces = new();
    private string? _whole;

    public string? CallId => item.CallId;

    public string? Name => item.Name;

    /// <summary>Gets a value indicating whether the arguments are complete.</summary>
    public bool IsComplete => _whole is not null;

    /// <summary>Gets the arguments, from the event with the complete arguments or else from the deltas.</summary>
    public string Arguments => string.IsNullOrEmpty(_whole) ? _pieces.ToString() : _whole!;

    public void AddPiece(string? piece) => _pieces.Append(piece);

    public void Complete(string? arguments) => _whole = arguments ?? "";
}
