using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps messages, except system messages, to the turns of <c>/v1/messages</c>.</summary>
/// <remarks>
/// Consecutive messages of a role are merged, as templates require alternating roles. Tool results have the user role in this format. They are
/// separate messages, as strict templates reject messages that mix them with user text. A call and its result within one response, as
/// LM Studio creates them, become separate messages.
/// </remarks>
internal sealed class MessagesHistory
{
    private readonly List<MessagesMessage> _messages = [];

    /// <summary>Images in results, which are sent after the last result: a result can only contain text.</summary>
    private readonly List<MessagesBlock> _images = [];
    private Speaker _last;

    private MessagesHistory()
    {
    }

    private enum Speaker
    {
        Nobody,
        User,
        Tools,
        Assistant,
    }

    /// <exception cref="ArgumentException">There is nothing to send.</exception>
    /// <exception cref="NotSupportedException">A message has content that the endpoint does not support.</exception>
    public static List<MessagesMessage> Map(IReadOnlyList<ChatMessage> messages)
    {
        MessagesHistory history = new();
        foreach (ChatMessage message in messages)
        {
            if (!SystemText.IsSystem(message))
            {
                foreach (AIContent content in message.Contents)
                {
                    history.Add(message.Role, content);
                }
            }
        }

        history.FlushImages();
        return history._messages.Count > 0 ? history._messages : throw NothingToSend.Create(nameof(messages));
    }

    private void Add(ChatRole role, AIContent content)
    {
        bool isAssistant = role == ChatRole.Assistant;
        switch (content)
        {
            case FunctionCallContent call when isAssistant:
                Add(Speaker.Assistant, MapCall(call.CallId, call.Name, call.Arguments));
                break;

            case McpServerToolCallContent call when isAssistant:
                Add(Speaker.Assistant, MapCall(call.CallId, call.Name, call.Arguments));
                break;

            case FunctionResultContent result:
                AddResult(result.CallId, ToolResult.From(result));
                break;

            case McpServerToolResultContent result:
                AddResult(result.CallId, ToolResult.From(result));
                break;

            // Earlier reasoning does not help the model, and the format requires it to be signed.
            case TextReasoningContent:
            case AIContent when ContentGuard.IsEmpty(content):
                break;

            case TextContent text when role != ChatRole.Tool:
                Add(isAssistant ? Speaker.Assistant : Speaker.User, MessagesBlock.FromText(text.Text));
                break;

            case AIContent image when role != ChatRole.Tool && !isAssistant && ImageUrl.IsImage(image):
                Add(Speaker.User, MapImage(image));
                break;

            default:
                throw ContentGuard.NotSupported(role, content);
        }
    }

    private void AddResult(string callId, ToolResult result)
    {
        Add(Speaker.Tools, new MessagesBlock
        {
            Type = "tool_result",
            ToolUseId = callId,
            Content = [MessagesBlock.FromText(result.TextBesideImages)],
            IsError = result.IsError ? true : null,
        });
        _images.AddRange(result.Images.Select(MapImage));
    }

    /// <summary>Adds the images as a user message after the results.</summary>
    private void FlushImages()
    {
        MessagesBlock[] images = [.. _images];
        _images.Clear();
        foreach (MessagesBlock image in images)
        {
            Add(Speaker.User, image);
        }
    }

    private void Add(Speaker speaker, MessagesBlock block)
    {
        if (speaker != Speaker.Tools)
        {
            FlushImages();
        }

        if (speaker != _last)
        {
            _messages.Add(new MessagesMessage { Role = speaker == Speaker.Assistant ? "assistant" : "user", Content = [] });
            _last = speaker;
        }

        _messages[_messages.Count - 1].Content.Add(block);
    }

    private static MessagesBlock MapCall(string callId, string name, IDictionary<string, object?>? arguments) => new()
    {
        Type = "tool_use",
        Id = callId,
        Name = name,
        Input = FunctionArguments.ToElement(arguments),
    };

    private static MessagesBlock MapImage(AIContent image) => new()
    {
        Type = "image",
        Source = new MessagesImageSource { Data = InlineImage.From(image) },
    };
}
