using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The result of a tool call in the form that LM Studio supports: a text and images.</summary>
internal sealed class ToolResult
{
    private readonly List<string> _texts = [];
    private readonly List<AIContent> _images = [];

    private ToolResult(bool isError) => IsError = isError;

    /// <summary>Gets the text, which may be empty.</summary>
    public string Text => string.Join("\n", _texts);

    /// <summary>Gets the text if the images are sent in a later message: if the result has nothing else, the text refers to them.</summary>
    public string TextBesideImages => Text.Length == 0 && _images.Count > 0 ? "The result is in the next message." : Text;

    /// <summary>Gets the images: contents that <see cref="ImageUrl.IsImage"/> takes for images.</summary>
    public IReadOnlyList<AIContent> Images => _images;

    /// <summary>Gets a value indicating whether the call failed. The text says so as well.</summary>
    public bool IsError { get; private set; }

    /// <summary>Reads the result of a function.</summary>
    /// <remarks>
    /// What a model cannot be shown, like a sound or a document, is only named: the function has run already, and the history must not be
    /// stuck at it.
    /// </remarks>
    public static ToolResult From(FunctionResultContent content)
    {
        ToolResult result = new(isError: content.Exception is not null);
        switch (content.Result)
        {
            case null:
                result.AddText(content.Exception is { } exception ? ToText(exception) : "");
                break;

            // Not every exception can be written as JSON, and the model does not need its stack.
            case Exception thrown:
                result.IsError = true;
                result.AddText(ToText(thrown));
                break;

            case AIContent single:
                result.Add(single);
                break;

            case IEnumerable<AIContent> contents:
                result.Add(contents);
                break;

            case JsonElement json when SerializedContents.Read(json) is { } contents:
                result.Add(contents);
                break;

            case object value:
                result.AddText(ToText(value));
                break;
        }

        return result;
    }

    /// <summary>Reads the result of an MCP call in an earlier response.</summary>
    public static ToolResult From(McpServerToolResultContent content)
    {
        ToolResult result = new(isError: false);
        result.Add(content.Outputs ?? []);
        return result;
    }

    private static string ToText(Exception exception) => "Error: " + exception.Message;

    private static string ToText(object value) => value switch
    {
        string text => text,

        // Results of functions are JSON. For a text, remove the quotes and escapes, which the model does not need.
        JsonElement { ValueKind: JsonValueKind.String } element => JsonText.Read(element)!,
        JsonValue node when node.TryGetValue(out string? text) => text,
        _ => ValueJson.Write(value),
    };

    private void Add(IEnumerable<AIContent> contents)
    {
        foreach (AIContent content in contents)
        {
            Add(content);
        }
    }

    private void Add(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                AddText(text.Text);
                break;

            case ErrorContent error:
                IsError = true;
                AddText("Error: " + error.Message);
                break;

            // Linked, not attached: send the address.
            case UriContent uri when !uri.Uri.IsAbsoluteUri || uri.Uri.Scheme != "data":
                AddText(uri.Uri.OriginalString);
                break;

            case AIContent image when ImageUrl.IsImage(image):
                _images.Add(image);
                break;

            default:
                if (!ContentGuard.IsEmpty(content))
                {
                    AddText(Name(content));
                }

                break;
        }
    }

    private static string Name(AIContent content) => content switch
    {
        DataContent data => Name(data.Name, data.MediaType),
        UriContent uri => Name(uri.MediaType),
        HostedFileContent file => Name("file " + file.FileId, file.Name, file.MediaType),
        _ => Name(content.GetType().Name),
    };

    private static string Name(params string?[] parts) => $"[{string.Join(", ", parts.Where(static part => !string.IsNullOrEmpty(part)))}]";

    private void AddText(string text)
    {
        if (text.Length > 0)
        {
            _texts.Add(text);
        }
    }
}
