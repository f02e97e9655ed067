namespace LmStudio.AI.Fuzz;

/// <summary>A part of an answer, in the pieces in which it is streamed.</summary>
internal abstract record AnswerPart;

internal sealed record ReasoningPart(string[] Pieces) : AnswerPart
{
    public string Text => string.Concat(Pieces);
}

internal sealed record TextPart(string[] Pieces) : AnswerPart
{
    public string Text => string.Concat(Pieces);
}

/// <summary>A call of a function, or of an MCP tool where the endpoint calls those.</summary>
internal sealed record CallPart(string Id, string Name, string[] ArgumentPieces) : AnswerPart
{
    public string Arguments => string.Concat(ArgumentPieces);
}
