using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// One request and its answer, as far as they are the same for all endpoints: what was asked with everything settled that needs to know
/// the server, and what all updates of the answer have in common.
/// </summary>
internal sealed class ChatTurn(IReadOnlyList<ChatMessage> messages, ChatOptions? options, LmStudioChatEndpoint endpoint)
{
    /// <summary>The key, in the additional properties of an answer's message, of the path that carried the request.</summary>
    public const string EndpointKey = TelemetryTag.Endpoint;

    /// <summary>Gets the messages to send. System messages are in <see cref="SystemPrompt"/>.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    /// <summary>Gets the caller's options. What is a property here was taken from them and settled.</summary>
    public ChatOptions? Options { get; } = options;

    /// <summary>Gets the endpoint that carries the request.</summary>
    public LmStudioChatEndpoint Endpoint { get; } = endpoint;

    /// <summary>Gets what <see cref="ChatOptions.RawRepresentationFactory"/> made.</summary>
    public object? RawRequest { get; init; }

    public required string Model { get; init; }

    /// <summary>Gets the instructions and system messages to send, or <see langword="null"/> when none are or when the conversation has them already.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Gets the same, whether or not it is sent again.</summary>
    public string? ConversationPrompt { get; init; }

    /// <summary>Gets the part of it that callers repeat on every turn: all but the system messages.</summary>
    public string? Instructions { get; init; }

    /// <summary>Gets the reasoning to send, in LM Studio's own values, clamped to those of the model.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Gets the id of the response to continue from.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Gets the stored conversation that the caller's history was recognized as, if it was.</summary>
    public KnownConversation? Known { get; init; }

    /// <summary>Gets whether the answer is to be stored. <see langword="null"/> is the server's default, which is to store.</summary>
    public bool? Store { get; init; }

    /// <summary>Gets the id of the answer's one message.</summary>
    public string MessageId { get; init; } = MessageIdGenerator.Next();

    public DateTimeOffset CreatedAt { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Gets a value indicating whether the caller wants to see the reasoning.</summary>
    public bool IncludeReasoning { get; init; } = true;

    /// <summary>Gets a value indicating whether there are updates for what comes before the first output.</summary>
    public bool IncludeProgress { get; init; } = true;

    /// <summary>Gets the progress handler.</summary>
    public IProgress<LmStudioProgress>? Progress { get; init; }

    /// <summary>Gets what measures the chat, or <see langword="null"/> when nobody listens.</summary>
    public ChatTelemetry? Telemetry { get; init; }

    /// <summary>Gets what must not appear in messages: the values of headers for MCP servers.</summary>
    public IReadOnlyList<string>? Secrets { get; init; }

    /// <summary>Gets or sets what takes the token and <see cref="Secrets"/> out of texts of the server's errors. Which token it is shows only when the request is sent.</summary>
    public Func<string, string> Redact { get; set; } = static text => text;

    /// <summary>Makes the content for an error that came after output. Once the stream has ended, the same error is thrown.</summary>
    public ErrorContent CreateError(ErrorBody error) => new(Redact(error.Message ?? error.Type ?? "The server reported an error."))
    {
        ErrorCode = (error.Code ?? error.Type) is { } code ? Redact(code) : null,
        Details = error.Param is { } param ? Redact(param) : null,
    };

    /// <summary>Makes an update without content.</summary>
    public ChatResponseUpdate CreateUpdate(object rawRepresentation, string? modelId) => new()
    {
        Role = ChatRole.Assistant,
        MessageId = MessageId,
        CreatedAt = CreatedAt,
        ModelId = modelId,
        RawRepresentation = rawRepresentation,
    };

    /// <summary>Makes an update with one content.</summary>
    public ChatResponseUpdate CreateUpdate(object rawRepresentation, string? modelId, AIContent content)
    {
        ChatResponseUpdate update = CreateUpdate(rawRepresentation, modelId);
        update.Contents = new List<AIContent>(1) { content };
        return update;
    }

    /// <summary>Makes the last update of an answer, with everything that is known only at its end.</summary>
    /// <param name="rawRepresentation">The event or the whole answer that it is made from.</param>
    /// <param name="modelId">The instance that answered.</param>
    /// <param name="responseId">The id of the response, or <see langword="null"/>.</param>
    /// <param name="conversationId">The id to continue from; <see langword="null"/> when nothing was stored.</param>
    /// <param name="finishReason">Why the answer ended, where the server said so.</param>
    /// <param name="stats">Token counts and speeds, where the server gave any.</param>
    /// <param name="contents">Contents that no update had before.</param>
    public ChatResponseUpdate CreateLastUpdate(
        object rawRepresentation, string? modelId, string? responseId, string? conversationId, ChatFinishReason? finishReason, LmStudioStats? stats, List<AIContent>? contents = null)
    {
        ChatResponseUpdate update = CreateLastUpdate(
            rawRepresentation, modelId, responseId, conversationId, finishReason, stats is null ? null : ResponseStats.ToUsage(stats), contents);
        ResponseStats.AddProperties(stats, update.AdditionalProperties!);
        return update;
    }

    /// <summary>Makes the last update of an answer of an endpoint that counts tokens but measures no speeds.</summary>
    /// <param name="rawRepresentation">The event or the whole answer that it is made from.</param>
    /// <param name="modelId">The instance that answered.</param>
    /// <param name="responseId">The id of the response, or <see langword="null"/>.</param>
    /// <param name="conversationId">The id to continue from; <see langword="null"/> when nothing was stored.</param>
    /// <param name="finishReason">Why the answer ended, where the server said so.</param>
    /// <param name="usage">Token counts, where the server gave any.</param>
    /// <param name="contents">Contents that no update had before.</param>
    public ChatResponseUpdate CreateLastUpdate(
        object rawRepresentation, string? modelId, string? responseId, string? conversationId, ChatFinishReason? finishReason, UsageDetails? usage, List<AIContent>? contents = null)
    {
        contents ??= [];
        if (usage is not null)
        {
            contents.Add(new UsageContent(usage));
        }

        ChatResponseUpdate update = CreateUpdate(rawRepresentation, modelId);
        update.Contents = contents;
        update.ResponseId = GivenText.OrNull(responseId);
        update.ConversationId = GivenText.OrNull(conversationId);
        update.FinishReason = finishReason;
        update.AdditionalProperties = new() { [EndpointKey] = ChatEndpointTable.PathOf(Endpoint) };
        return update;
    }

    /// <summary>Makes a whole answer from its one update, by the code that joins streamed updates, so that both come out the same.</summary>
    public static ChatResponse ToResponse(ChatResponseUpdate whole)
    {
        ChatResponse response = new[] { whole }.ToChatResponse();
        response.RawRepresentation = whole.RawRepresentation;
        response.Messages[0].RawRepresentation = whole.RawRepresentation;
        return response;
    }
}
