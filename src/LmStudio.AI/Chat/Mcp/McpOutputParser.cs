using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads the output of a tool call: a JSON array of MCP content blocks, as a string. Anything else is returned as text.</summary>
internal static class McpOutputParser
{
    public static IList<AIContent> Parse(string? output)
    {
        if (string.IsNullOrEmpty(output))
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(output!);
            return ParseResult(document.RootElement) ?? [new TextContent(output)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, or a text that a tool truncated within a surrogate pair.
            return [new TextContent(output)];
        }
    }

    private static List<AIContent>? ParseResult(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return ParseBlocks(root);
        }

        // The whole result of an MCP call: {"content":[…],"isError":true}
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array)
        {
            List<AIContent>? blocks = ParseBlocks(content);
            bool isError = root.TryGetProperty("isError", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
            return isError && blocks is not null ? [new ErrorContent(string.Join("\n", blocks))] : blocks;
        }

        return null;
    }

    /// <summary>Returns the contents, or <see langword="null"/> when the array is not one of content blocks.</summary>
    private static List<AIContent>? ParseBlocks(JsonElement array)
    {
        List<AIContent> contents = [];
        foreach (JsonElement block in array.EnumerateArray())
        {
            if (block.ValueKind != JsonValueKind.Object || Text(block, "type") is not { } type)
            {
                return null;
            }

            contents.Add(TryParseBlock(type, block) ?? new TextContent(block.GetRawText()));
        }

        return contents;
    }

    /// <summary>Returns the content, or <see langword="null"/> for a block of another kind or with something missing.</summary>
    private static AIContent? TryParseBlock(string type, JsonElement block)
    {
        try
        {
            return ParseBlock(type, block);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // Not base64, or not a media type.
            return null;
        }
    }

    private static AIContent? ParseBlock(string type, JsonElement block) => type switch
    {
        "text" when Text(block, "text") is { } text => new TextContent(text),
        "image" or "audio" => ParseData(Text(block, "data"), Text(block, "mimeType")),
        "resource" when block.TryGetProperty("resource", out JsonElement resource) && resource.ValueKind == JsonValueKind.Object => ParseResource(resource),
        "resource_link" when Uri.TryCreate(Text(block, "uri"), UriKind.Absolute, out Uri? uri) => new UriContent(uri, MediaType(Text(block, "mimeType"))),
        _ => null,
    };

    private static AIContent? ParseResource(JsonElement resource)
    {
        AIContent? content = Text(resource, "text") is { } text
            ? new TextContent(text)
            : ParseData(Text(resource, "blob"), MediaType(Text(resource, "mimeType")));
        if (content is not null && Text(resource, "uri") is { } uri)
        {
            content.AdditionalProperties = new() { ["uri"] = uri };
        }

        return content;
    }

    private static DataContent? ParseData(string? base64, string? mediaType) =>
        base64 is null || mediaType is null ? null : new DataContent(Convert.FromBase64String(base64), mediaType);

    private static string MediaType(string? mimeType) => string.IsNullOrWhiteSpace(mimeType) ? "application/octet-stream" : mimeType!;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
