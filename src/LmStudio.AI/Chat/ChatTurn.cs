using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// The endpoint-independent part of one request and its response: the request, with everything resolved that depends on the server, and the values that all
/// updates of the response share.
/// </summary>
internal sealed class ChatTurn(IReadOnlyList<ChatMessage> messages, ChatOptions? options, LmStudioChatEndpoint endpoint)
{
    /// <summary>The key of the endpoint's path in the additional properties of a response's message.</summary>
    public const string EndpointKey = TelemetryTag.Endpoint;

    /// <summary>Gets the messages to send. System messages are in <see cref="SystemPrompt"/>.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    /// <summary>Gets the caller's options. Options that are properties of this class are already resolved.</summary>
    public ChatOptions? Options { get; } = options;

    /// <summary>Gets the endpoint of the request.</summary>
    public LmStudioChatEndpoint Endpoint { get; } = endpoint;

    /// <summary>Gets the result of <see cref="ChatOptions.RawRepresentationFactory"/>.</summary>
    public object? RawRequest { get; init; }

    public required string Model { get; init; }

    /// <summary>Gets the instructions and system messages to send, or <see langword="null"/> if there are none or the conversation already has them.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Gets the system prompt of the conversation, even if it is not sent again.</summary>
    public string? ConversationPrompt { get; init; }

    /// <summary>Gets the part of <see cref="ConversationPrompt"/> that callers repeat on every turn: all except the system messages.</summary>
    public string? Instructions { get; init; }

    /// <summary>Gets the reasoning setting to send, as one of the values that the model accepts.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Gets the id of the response to continue from.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Gets the stored conversation that the caller's history continues, if it was recognized.</summary>
    public KnownConversation? Known { get; init; }

    /// <summary>Gets whether to store the response. <see langword="null"/> is the server's default, which stores it.</summary>
    public bool? Store { get; init; }

    /// <summary>Gets the id of the response's message.</summary>
    public string MessageId { get; init; } = MessageIdGenerator.Next();

    public DateTimeOffset CreatedAt { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Gets a value indicating whether the caller wants to see the reasoning.</summary>
    public bool IncludeReasoning { get; init; } = true;

    /// <summary>Gets a value indicating whether there are updates before the first output.</summary>
    public bool IncludeProgress { get; init; } = true;

    /// <summary>Gets the progress handler.</summary>
    public IProgress<LmStudioProgress>? Progress { get; init; }

    /// <summary>Gets the telemetry of the chat, or <see langword="null"/> if there is no listener.</summary>
    public ChatTelemetry? Telemetry { get; init; }

    /// <summary>Gets the values that must not appear in messages: those of headers for MCP servers.</summary>
    public IReadOnlyList<string>? Secrets { get; init; }

    /// <summary>
    /// Gets or sets the function that redacts the token and <see cref="Secrets"/> in the server's error messages. The token is only known when the request is
    /// sent.
    /// </summary>
    public Func<string, string> Redact { get; set; } = static text => text;

    /// <summary>Creates the content for an error after output. The same error is thrown at the end of the stream.</summary>
    public ErrorContent CreateError(ErrorBody error) => new(Redact(error.Message ?? error.Type ?? "The server reported an error."))
    {
        ErrorCode = (error.Code ?? error.Type) is { } code ? Redact(code) : null,
        Details = error.Param is { } param ? Redact(param) : null,
    };

    /// <summary>Creates an update without content.</summary>
    public ChatResponseUpdate CreateUpdate(object rawRepresentation, string? modelId) => new()
    {
        Role = ChatRole.Assistant,
        MessageId = MessageId,
        CreatedAt = CreatedAt,
        ModelId = modelId,
        RawRepresentation = rawRepresentation,
    };

    /// <summary>Creates an update with one content.</summary>
    public ChatResponseUpdate CreateUpdate(object rawRepresentation, string? modelId, AIContent content)
    {
        ChatResponseUpdate update = CreateUpdate(rawRepresentation, modelId);
        update.Contents = new List<AIContent>(1) { content };
        return update;
    }

    /// <summary>Creates the last update of a response, with everything that is only known at its end.</summary>
    /// <param name="rawRepresentation">The event or the whole response from which it is created.</param>
    /// <param name="modelId">The instance that created the response.</param>
    /// <param name="responseId">The id of the response, or <see langword="null"/>.</param>
    /// <param name="conversationId">The id to continue from, or <see langword="null"/> if nothing was stored.</param>
    /// <param name="finishReason">The finish reason, if the server reports it.</param>
    /// <param name="stats">The token counts and speeds, if the server reports any.</param>
    /// <param name="contents">The contents that no earlier update has.</param>
    public ChatResponseUpdate CreateLastUpdate(
        object rawRepresentation, string? modelId, string? responseId, string? conversationId, ChatFinishReason? finishReason, LmStudioStats? stats, List<AIContent>? contents = null)
    {
        ChatResponseUpdate update = CreateLastUpdate(
            rawRepresentation, modelId, responseId, conversationId, finishReason, stats is null ? null : ResponseStats.ToUsage(stats), contents);
        ResponseStats.AddProperties(stats, update.AdditionalProperties!);
        return update;
    }

    /// <summary>Creates the last update of a response of an endpoint that reports token counts but no speeds.</summary>
    /// <param name="rawRepresentation">The event or the whole response from which it is created.</param>
    /// <param name="modelId">The instance that created the response.</param>
    /// <param name="responseId">The id of the response, or <see langword="null"/>.</param>
    /// <param name="conversationId">The id to continue from, or <see langword="null"/> if nothing was stored.</param>
    /// <param name="finishReason">The finish reason, if the server reports it.</param>
    /// <param name="usage">The token counts, if the server reports any.</param>
    /// <param name="contents">The contents that no earlier update has.</param>
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

    /// <summary>Creates a response from its single update, with the code that combines streamed updates, so that both are equal.</summary>
    public static ChatResponse ToResponse(ChatResponseUpdate whole)
    {
        ChatResponse response = new[] { whole }.ToChatResponse();
        response.RawRepresentation = whole.RawRepresentation;
        response.Messages[0].RawRepresentation = whole.RawRepresentation;
        return response;
    }
}
