using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Maps messages to those of <c>/v1/chat/completions</c>. Templates require that tool messages with the results follow each assistant message
/// with calls, whereas a message of <c>Microsoft.Extensions.AI</c> may contain calls, their results and subsequent text.
/// </summary>
internal sealed class ChatCompletionsMessageMapper
{
    private readonly List<ChatCompletionMessage> _messages = [];

    /// <summary>The parts of the current user message.</summary>
    private readonly List<ChatCompletionPart> _parts = [];

    /// <summary>The texts of the current assistant message.</summary>
    private readonly List<string> _texts = [];
    private readonly List<ChatCompletionToolCall> _calls = [];

    /// <summary>Images in results. They are sent after the last result, as nothing may come between results.</summary>
    private readonly List<ChatCompletionPart> _images = [];

    private ChatCompletionsMessageMapper()
    {
    }

    /// <exception cref="ArgumentException">There is nothing to send.</exception>
    /// <exception cref="NotSupportedException">A message has content that the endpoint does not support.</exception>
    public static IReadOnlyList<ChatCompletionMessage> Map(ChatTurn turn)
    {
        ChatCompletionsMessageMapper mapper = new();
        foreach (ChatMessage message in turn.Messages)
        {
            if (!SystemText.IsSystem(message))
            {
                mapper.Add(message);
            }
        }

        mapper.OpenUser();
        mapper.CloseUser();
        if (mapper._messages.Count == 0)
        {
            throw NothingToSend.Create("messages");
        }

        if (turn.SystemPrompt is not null)
        {
            mapper._messages.Insert(0, ChatCompletionMessage.FromText("system", turn.SystemPrompt));
        }

        return mapper._messages;
    }

    private void Add(ChatMessage message)
    {
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case FunctionResultContent result:
                    AddResult(result.CallId, ToolResult.From(result));
                    break;

                case McpServerToolResultContent result:
                    AddResult(result.CallId, ToolResult.From(result));
                    break;

                // Templates omit the reasoning of earlier turns, and there is no documented field for it.
                case TextReasoningContent:
                    break;

                default:
                    if (!ContentGuard.IsEmpty(content))
                    {
                        Add(message.Role, content);
                    }

                    break;
            }
        }

        // Merge calls that some hosts put into separate messages: their results must follow all of them.
        if (_calls.Count == 0)
        {
            CloseAssistant();
        }

        // Keep the images in results for the next user message.
        if (message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
        {
            CloseUser();
        }
    }

    private void Add(ChatRole role, AIContent content)
    {
        if (role != ChatRole.Assistant && role != ChatRole.Tool && content is TextContent or DataContent or UriContent)
        {
            OpenUser();
            _parts.Add(MapPart(role, content));
            return;
        }

        if (role != ChatRole.Assistant)
        {
            throw ContentGuard.NotSupported(role, content);
        }

        OpenAssistant();
        switch (content)
        {
            case TextContent text:
                _texts.Add(text.Text);
                break;

            case FunctionCallContent call:
                AddCall(call.CallId, call.Name, call.Arguments);
                break;

            case McpServerToolCallContent call:
                AddCall(call.CallId, call.Name, call.Arguments);
                break;

            default:
                throw ContentGuard.NotSupported(role, content);
        }
    }

    private static ChatCompletionPart MapPart(ChatRole role, AIContent content) => content switch
    {
        TextContent text => ChatCompletionPart.FromText(text.Text),
        _ when ImageUrl.IsImage(content) => MapImage(content),
        _ => throw ContentGuard.NotSupported(role, content),
    };

    private static ChatCompletionPart MapImage(AIContent image) =>
        ChatCompletionPart.FromImage(InlineImage.From(image), image.AdditionalProperties?.TryGetValue("detail", out object? detail) == true ? detail?.ToString() : null);

    private void AddCall(string id, string name, IDictionary<string, object?>? arguments) => _calls.Add(new ChatCompletionToolCall
    {
        Id = id,
        Type = "function",
        Function = new() { Name = name, Arguments = FunctionArguments.ToText(arguments) },
    });

    private void AddResult(string callId, ToolResult result)
    {
        CloseUser();
        CloseAssistant();
        _messages.Add(new ChatCompletionMessage { Role = "tool", ToolCallId = callId, Content = [ChatCompletionPart.FromText(result.TextBesideImages)] });

        // Tool messages take only text.
        _images.AddRange(result.Images.Select(MapImage));
    }

    private void OpenUser()
    {
        CloseAssistant();

        // In the same message, because templates require user and assistant messages to alternate.
        _parts.AddRange(_images);
        _images.Clear();
    }

    private void CloseUser()
    {
        if (_parts.Count > 0)
        {
            _messages.Add(new ChatCompletionMessage { Role = "user", Content = [.. _parts] });
            _parts.Clear();
        }
    }

    private void OpenAssistant()
    {
        if (_images.Count > 0)
        {
            OpenUser();
        }

        CloseUser();
    }

    private void CloseAssistant()
    {
        if (_texts.Count + _calls.Count > 0)
        {
            _messages.Add(new ChatCompletionMessage
            {
                Role = "assistant",
                Content = _texts.Count > 0 ? [ChatCompletionPart.FromText(string.Concat(_texts))] : null,
                ToolCalls = _calls.Count > 0 ? [.. _calls] : null,
            });
            _texts.Clear();
            _calls.Clear();
        }
    }
}
