using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>Writes JSON as Node's <c>JSON.stringify</c> does: with minimal escaping and <c>\n</c> line ends.</summary>
internal static partial class WireJson
{
    private static readonly JsonSerializerOptions CompactOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions PrettyOptions = new(CompactOptions) { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    private static readonly JsonSerializerOptions WideOptions = new(PrettyOptions) { IndentSize = 4 };

    /// <summary>The characters that are never escaped: printable ASCII without quotation mark and backslash.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>A text with its quotation marks.</summary>
    public static string Text(string text) => text.AsSpan().ContainsAnyExcept(Plain) ? Compact(JsonValue.Create(text)) : $"\"{text}\"";

    public static string Compact(JsonNode json) => UnescapeSurrogatePairs(json.ToJsonString(CompactOptions));

    /// <summary>Indents by two spaces and adds no line end at the end: the format of LM Studio's native responses.</summary>
    public static string Pretty(JsonNode json) => UnescapeSurrogatePairs(json.ToJsonString(PrettyOptions));

    /// <summary>Four spaces: the form of one error of the OpenAI-compatible routes.</summary>
    public static string Wide(JsonNode json) => UnescapeSurrogatePairs(json.ToJsonString(WideOptions));

    /// <summary>
    /// Even the relaxed encoder escapes characters outside the Basic Multilingual Plane. LM Studio sends them unescaped, as four bytes, and a client must
    /// support them being split between chunks.
    /// </summary>
    private static string UnescapeSurrogatePairs(string json) => !json.Contains("\\uD", StringComparison.Ordinal) ? json : SurrogatePair().Replace(
        json, static match => string.Concat(Unescape(match.Groups["high"].Value), Unescape(match.Groups["low"].Value)));

    private static string Unescape(string hex) => ((char)ushort.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    /// <summary>An odd number of backslashes before the u makes it an escape; an even number is text.</summary>
    [GeneratedRegex(@"(?<=(?<!\\)(?:\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})")]
    private static partial Regex SurrogatePair();
}
