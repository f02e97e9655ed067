using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads <c>input</c>: a string, or an array of items of type <c>text</c> and <c>image</c>.</summary>
/// <remarks>
/// The table in the documentation has the type <c>message</c>, but the server requires <c>text</c>, with the field <c>content</c>, not <c>text</c>:
/// <see href="https://github.com/lmstudio-ai/docs/issues/253"/>.
/// </remarks>
internal static class ChatInputReader
{
    public static IReadOnlyList<InputPart> Read(JsonElement? input, List<SchemaIssue> issues)
    {
        List<InputPart> parts = [];
        List<SchemaIssue> problems = [];
        switch (input)
        {
            case null:
                break;
            case { ValueKind: JsonValueKind.String } text:
                parts.Add(new InputPart.Text(text.GetString()!));
                break;
            case { ValueKind: JsonValueKind.Array } array:
                foreach ((int index, JsonElement item) in array.EnumerateArray().Index())
                {
                    if (ReadItem(item, $"input.{index}", problems) is { } part)
                    {
                        parts.Add(part);
                    }
                }

                if (array.GetArrayLength() is 0)
                {
                    problems.Add(new("Array must contain at least 1 element(s)", "too_small", null));
                }

                break;
            case { } other:
                string received = SchemaReader.TypeName(other);
                problems.Add(new($"Expected string, received {received}, Expected array, received {received}", "invalid_type", null));
                break;
        }

        ChatRequestReader.AddUnionIssue(issues, problems, "input");
        return parts;
    }

    private static InputPart? ReadItem(JsonElement item, string path, List<SchemaIssue> problems)
    {
        SchemaReader fields = new(item, path, problems);
        switch (fields.Find("type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null)
        {
            case "text":
                string? content = fields.String("content", required: true);
                fields.RefuseUnknownKeys();
                return content is null ? null : new InputPart.Text(content);
            case "image":
                string? url = fields.String("data_url", required: true);
                fields.RefuseUnknownKeys();
                return url is null ? null : ReadImage(url, path, problems);
            default:
                problems.Add(new("Invalid discriminator value. Expected 'text' | 'image'", "invalid_union_discriminator", null));
                return null;
        }
    }

    /// <remarks>
    /// The OpenAI-compatible routes are known to reject http URLs, see <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1120"/>; the
    /// message on this route is unknown.
    /// </remarks>
    private static InputPart.Image? ReadImage(string url, string path, List<SchemaIssue> problems)
    {
        if (DataUrl.ReadImage(url) is { } image)
        {
            return image;
        }

        problems.Add(new($"'{path}.data_url' must be a base64-encoded image data URL", "invalid_string", null));
        return null;
    }
}
