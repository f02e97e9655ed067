namespace LmStudio.AI.Emulator;

/// <summary>A part of the input: of the user's message or, on the compatible endpoints, the result of a function call.</summary>
internal abstract record InputPart
{
    public sealed record Text(string Content) : InputPart;

    public sealed record FunctionResult(string CallId, string Output) : InputPart;

    public sealed record Image(string MediaType, ReadOnlyMemory<byte> Data) : InputPart;
}
