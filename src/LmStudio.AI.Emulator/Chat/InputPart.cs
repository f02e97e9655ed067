namespace LmStudio.AI.Emulator;

/// <summary>A part of a user's message.</summary>
internal abstract record InputPart
{
    public sealed record Text(string Content) : InputPart;

    public sealed record Image(string MediaType, ReadOnlyMemory<byte> Data) : InputPart;
}
