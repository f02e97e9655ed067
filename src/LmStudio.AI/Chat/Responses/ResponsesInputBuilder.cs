using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Collects input items in order: texts and images as parts of messages, calls and their outputs as items between messages.</summary>
internal sealed class ResponsesInputBuilder
{
    private const string User = "user";
    private const string Assistant = "assistant";

    private readonly List<ResponsesInputItem> _items = [];
    private List<ResponsesInputPart> _parts = [];

    /// <summary>Images in tool results. An output can only contain text, so they are sent in a user message after all outputs of a round.</summary>
    private List<ResponsesInputPart> _images = [];

    /// <exception cref="NotSupportedException">The message has content that the endpoint does not support.</exception>
    public void Add(ChatMessage message)
    {
        string role = message.Role == ChatRole.Assistant ? Assistant : User;
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                // Not sent: the reasoning of earlier turns does not help models, and impairs many.
                case TextReasoningContent:
                    break;

                case FunctionCallContent call:
                    AddCall(role, call.CallId, call.Name, call.Arguments);
                    break;

                case FunctionResultContent result:
                    AddOutput(role, result.CallId, ToolResult.From(result));
                    break;

                // MCP calls of an earlier response. For the model, they are calls like others.
                case McpServerToolCallContent call:
                    AddCall(role, call.CallId, call.Name, call.Arguments);
                    break;

                case McpServerToolResultContent result:
                    AddOutput(role, result.CallId, ToolResult.From(result));
                    break;

                default:
                    if (!ContentGuard.IsEmpty(content))
                    {
                        FlushImages();
                        _parts.Add(MapPart(message.Role, content));
                    }

                    break;
            }
        }

        FlushParts(role);
    }

    /// <summary>Returns the items of all messages.</summary>
    public IReadOnlyList<ResponsesInputItem> Build()
    {
        FlushImages();
        return _items;
    }

    private static ResponsesInputPart MapPart(ChatRole role, AIContent content) => content switch
    {
        TextContent text when role == ChatRole.Assistant => new() { Type = "output_text", Text = text.Text },
        TextContent text when role != ChatRole.Tool => new() { Type = "input_text", Text = text.Text },
        _ when ImageUrl.IsImage(content) && role != ChatRole.Assistant && role != ChatRole.Tool => MapImage(content),
        _ => throw ContentGuard.NotSupported(role, content),
    };

    private static ResponsesInputPart MapImage(AIContent image) => new() { Type = "input_image", ImageUrl = InlineImage.From(image) };

    private void AddCall(string role, string callId, string name, IDictionary<string, object?>? arguments)
    {
        FlushImages();
        FlushParts(role);
        _items.Add(new() { Type = "function_call", CallId = callId, Name = name, Arguments = FunctionArguments.ToText(arguments) });
    }

    private void AddOutput(string role, string callId, ToolResult result)
    {
        FlushParts(role);
        _items.Add(new() { Type = "function_call_output", CallId = callId, Output = result.TextBesideImages });
        _images.AddRange(result.Images.Select(MapImage));
    }

    private void FlushParts(string role)
    {
        if (_parts.Count > 0)
        {
            _items.Add(new() { Type = "message", Role = role, Content = _parts });
            _parts = [];
        }
    }

    private void FlushImages()
    {
        if (_images.Count > 0)
        {
            _items.Add(new() { Type = "message", Role = User, Content = _images });
            _images = [];
        }
    }
}
