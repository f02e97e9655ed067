using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>Another way to write an event, or something else in it. The position is taken modulo the count of events.</summary>
internal abstract partial record TextMutation(int Position)
{
    private static readonly Gen<int> AnyPosition = Gen.Int[0, 63];

    public static Gen<TextMutation> Any { get; } = Gen.OneOf(
        AnyPosition.Select(static TextMutation (position) => new Repeat(position)),
        AnyPosition.Select(static TextMutation (position) => new WithoutEscapes(position)),
        AnyPosition.Select(static TextMutation (position) => new WithSpaces(position)),
        AnyPosition.Select(static TextMutation (position) => new HalfCharacters(position)),
        Gen.Select(AnyPosition, Gen.OneOf("\"unknown\":1,", "\"unknown\":{\"text\":\"x\",\"delta\":\"y\"},", "\"sequence_number\":7,", "\"content\":\"x\",", "\"delta\":\"x\",", "\"type\":\"x\","), static TextMutation (position, member) => new WithMember(position, member)),
        Gen.Select(AnyPosition, JsonMutation.Any, static TextMutation (position, mutation) => new ChangeJson(position, mutation)),
        Gen.Select(AnyPosition, Gen.Int[0, 65535], Gen.OneOf(Gen.Byte, Gen.OneOf((byte)'"', (byte)'\\', (byte)'}', (byte)'0', (byte)' ', (byte)0xFF)), static TextMutation (position, at, value) => new ChangeByte(position, at, value)),
        Gen.Select(AnyPosition, Gen.Int[0, 65535], static TextMutation (position, at) => new Cut(position, at)));

    public abstract byte[] Apply(byte[] data);

    protected static byte[] Rewrite(byte[] data, Func<string, string> rewrite) => Encoding.UTF8.GetBytes(rewrite(Encoding.UTF8.GetString(data)));

    private static byte[] Write(byte[] data, JsonSerializerOptions options)
    {
        try
        {
            return Encoding.UTF8.GetBytes(JsonNode.Parse(data)!.ToJsonString(options));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return data;
        }
    }

    private sealed record Repeat(int Position) : TextMutation(Position)
    {
        public override byte[] Apply(byte[] data) => data;
    }

    private sealed record WithoutEscapes(int Position) : TextMutation(Position)
    {
        private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        public override byte[] Apply(byte[] data) => Write(data, Options);
    }

    private sealed record WithSpaces(int Position) : TextMutation(Position)
    {
        private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

        public override byte[] Apply(byte[] data) => Write(data, Options);
    }

    private sealed partial record HalfCharacters(int Position) : TextMutation(Position)
    {
        public override byte[] Apply(byte[] data) => Rewrite(data, static text => SecondHalf().Replace(text, ""));

        [GeneratedRegex(@"\\u[dD][c-fC-F]..")]
        private static partial Regex SecondHalf();
    }

    private sealed record WithMember(int Position, string Member) : TextMutation(Position)
    {
        public override byte[] Apply(byte[] data) => Rewrite(data, text => text.StartsWith("{\"", StringComparison.Ordinal) ? "{" + Member + text[1..] : text);
    }

    private sealed record ChangeJson(int Position, JsonMutation Mutation) : TextMutation(Position)
    {
        public override byte[] Apply(byte[] data) => Rewrite(data, Mutation.Apply);
    }

    private sealed record ChangeByte(int Position, int At, byte Value) : TextMutation(Position)
    {
        public override byte[] Apply(byte[] data) => new SetByte(At, Value).Apply((byte[])data.Clone());
    }

    private sealed record Cut(int Position, int At) : TextMutation(Position)
    {
        public override byte[] Apply(byte[] data) => new CutBytes(At).Apply(data);
    }
}
