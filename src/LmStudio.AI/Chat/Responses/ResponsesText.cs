namespace LmStudio.AI;

/// <summary>The format of the response's text. The server ignores a <c>response_format</c> here.</summary>
internal sealed class ResponsesText
{
    public required ResponsesTextFormat Format { get; init; }
}
