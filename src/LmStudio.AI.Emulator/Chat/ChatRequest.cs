using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>A validated chat request of any endpoint and dialect.</summary>
/// <remarks>The native endpoint does not support functions, response schemas, stop sequences, seeds and penalties.</remarks>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<InputPart> Input { get; init; }

    public string? SystemPrompt { get; init; }

    public IReadOnlyList<McpIntegration> Integrations { get; init; } = [];

    public bool Stream { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>
    /// Gets the requested reasoning setting. In the released dialect, the model must support it; in the preview dialect, an unsupported one is ignored.
    /// </summary>
    public string? Reasoning { get; init; }

    public int? ContextLength { get; init; }

    public bool Store { get; init; } = true;

    /// <summary>Gets the response or thread to continue.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Gets the functions in the request.</summary>
    public IReadOnlyList<FunctionTool> Functions { get; init; } = [];

    public ToolChoice ToolChoice { get; init; }

    public bool ParallelCalls { get; init; } = true;

    /// <summary>Gets the JSON schema of the response.</summary>
    public JsonElement? AnswerSchema { get; init; }

    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>Gets the model that proposes tokens for speculative decoding.</summary>
    public string? DraftModel { get; init; }

    /// <summary>Gets the idle time after which a model that this request loads is unloaded, or null for the default.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public long? Seed { get; init; }

    public double? PresencePenalty { get; init; }

    public double? FrequencyPenalty { get; init; }
}
