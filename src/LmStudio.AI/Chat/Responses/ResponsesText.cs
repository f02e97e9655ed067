namespace LmStudio.AI;

/// <summary>The form of the answer's text. The server ignores a <c>response_format</c> here.</summary>
internal sealed class ResponsesText
{
    public required ResponsesTextFormat Format { get; init; }
}
