using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>Makes what comes over the wire comparable to literal JSON.</summary>
internal static partial class Wire
{
    /// <summary>The time of a <see cref="ManualTimeProvider"/> that nobody has moved.</summary>
    public const long Now = 1769601600;

    /// <summary>Puts <c>0</c> in the place of what is random in an id.</summary>
    public static string Mask(string text) => RandomNumber().Replace(RandomPart().Replace(text, "${prefix}0"), "\"0\"");

    public static void AssertJson(string expected, JsonNode? actual) =>
        Assert.Equal(Mask(JsonNode.Parse(expected)!.ToJsonString()), Mask(actual!.ToJsonString()));

    /// <summary>Compares frames with one line for each: the data, after the type when it is sent and isn't in the data.</summary>
    public static void AssertFrames(string expected, IEnumerable<Api.StreamEvent> actual) =>
        Assert.Equal(expected, Mask(string.Join('\n', actual.Select(static frame =>
            frame.Type.Length is 0 || frame.Data.StartsWith($"{{\"type\":\"{frame.Type}\"", StringComparison.Ordinal) ? frame.Data : $"{frame.Type}: {frame.Data}"))));

    [GeneratedRegex(@"(?<prefix>chatcmpl-|cmpl-|msg_|toolu_|resp_|rs_|fc_|mcp_|mcpl_)[a-z0-9]{20,}|(?<prefix>call_)\d{9}")]
    private static partial Regex RandomPart();

    [GeneratedRegex("""
        "\d{9}"
        """)]
    private static partial Regex RandomNumber();
}
