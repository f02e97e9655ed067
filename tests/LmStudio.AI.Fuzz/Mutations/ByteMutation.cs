using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>Something that goes wrong with the bytes of an answer. Positions are taken modulo the length.</summary>
internal abstract record ByteMutation
{
    public static Gen<ByteMutation> Any { get; } = Gen.OneOf(
        Gen.Select(Gen.Int[0, 65535], Gen.Byte, static ByteMutation (position, value) => new SetByte(position, value)),
        Gen.Int[0, 65535].Select(static ByteMutation (position) => new CutBytes(position)));

    public abstract byte[] Apply(byte[] bytes);
}

internal sealed record SetByte(int Position, byte Value) : ByteMutation
{
    public override byte[] Apply(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            bytes[Position % bytes.Length] = Value;
        }

        return bytes;
    }
}

internal sealed record CutBytes(int Position) : ByteMutation
{
    public override byte[] Apply(byte[] bytes) => bytes.Length == 0 ? bytes : bytes[..(Position % bytes.Length)];
}
