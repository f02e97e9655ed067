using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Writes JSON as Node's <c>JSON.stringify</c> does: nothing escaped that needn't be, and <c>\n</c> line ends.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions CompactOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions PrettyOptions = new(CompactOptions) { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    private static readonly JsonSerializerOptions WideOptions = new(PrettyOptions) { IndentSize = 4 };

    public static string Compact(JsonNode json) => json.ToJsonString(CompactOptions);

    /// <summary>Two spaces and no line end at the end: the form of LM Studio's native replies.</summary>
    public static string Pretty(JsonNode json) => json.ToJsonString(PrettyOptions);

    /// <summary>Four spaces: the form of one error of the OpenAI-compatible routes.</summary>
    public static string Wide(JsonNode json) => json.ToJsonString(WideOptions);
}
