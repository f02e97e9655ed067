using System.Text.Json;
using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>Generates answers: reasoning, then text, then calls, each of which may be missing.</summary>
internal static class AnswerGenerator
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("a", " ", "\n", "\r\n", "\"", "\\", "é", "漢字", "🌧️", "👩‍👩‍👧", "\u2028", "<b>", "&", "+", "data: ", "[DONE]", "{", "}", "\t", "\u0001", "\ufeff", "\u007f"),
        Gen.String[Gen.Char['a', 'z'], 1, 12]);

    private static readonly Gen<string[]> Pieces = Piece.Array[1, 6];

    private static readonly Gen<CallPart> Call = Gen.Select(
        Gen.Int[1, 999_999_999], Gen.OneOf("get_weather", "delete_file", "f"), Gen.OneOf("{}", "", """{"city":"Oslo"}""", """{"a":[1,2.5,null,true],"b":{"c":"é"}}"""), Gen.Int[1, 4], static (id, name, arguments, count) =>
            new CallPart(id.ToString(System.Globalization.CultureInfo.InvariantCulture), name, Split(arguments, count)));

    public static Gen<GeneratedAnswer> Answer { get; } = Gen.Select(
        Pieces.Array[0, 1], Pieces.Array[0, 1], Call.Array[0, 2], Gen.Int[0, 5000], Gen.Int[1, 5000], static (reasoning, text, calls, input, output) =>
            new GeneratedAnswer(
                [
                    .. reasoning.Select(static pieces => new ReasoningPart(pieces)),
                    .. text.Select(static pieces => new TextPart(pieces)),
                    .. calls.Select(static (call, index) => call with { Id = $"{call.Id}{index}" }),
                ],
                input,
                output));

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string[] Split(string text, int count)
    {
        int length = Math.Max(1, text.Length / count);
        return text.Length == 0 ? [""] : [.. text.Chunk(length).Select(static piece => new string(piece))];
    }
}
