using System.Text.Json;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>Compares a request with a recorded one. The order of JSON members does not matter.</summary>
internal static class RequestDifference
{
    /// <returns>The difference, or <see langword="null"/>.</returns>
    public static string? Find(RecordedRequest recorded, RecordedRequest sent)
    {
        if (recorded.Method != sent.Method || recorded.Path != sent.Path)
        {
            return "in its method or path";
        }

        return recorded.Body is { } expected && sent.Body is { } actual
            ? Find("$", expected, actual)
            : (recorded.Body is null) == (sent.Body is null) && recorded.Text == sent.Text ? null : "in its body";
    }

    private static string? Find(string path, JsonElement recorded, JsonElement sent)
    {
        if (JsonElement.DeepEquals(recorded, sent))
        {
            return null;
        }

        return (recorded.ValueKind, sent.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => FindInMembers(path, recorded, sent),
            (JsonValueKind.Array, JsonValueKind.Array) when recorded.GetArrayLength() == sent.GetArrayLength() =>
                recorded.EnumerateArray().Zip(sent.EnumerateArray()).Select((pair, index) => Find($"{path}[{index}]", pair.First, pair.Second)).FirstOrDefault(static found => found is not null),
            _ => $"at {path}: {Shorten(recorded)} was recorded, {Shorten(sent)} was sent",
        };
    }

    private static string? FindInMembers(string path, JsonElement recorded, JsonElement sent)
    {
        foreach (JsonProperty member in recorded.EnumerateObject())
        {
            if (!sent.TryGetProperty(member.Name, out JsonElement value))
            {
                return $"at {path}.{member.Name}: it was recorded but not sent";
            }

            if (Find($"{path}.{member.Name}", member.Value, value) is { } difference)
            {
                return difference;
            }
        }

        string added = sent.EnumerateObject().First(member => !recorded.TryGetProperty(member.Name, out _)).Name;
        return $"at {path}.{added}: it was sent but not recorded";
    }

    private static string Shorten(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
