using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The errors of LM Studio's native API.</summary>
/// <remarks>
/// Most messages, codes and the order of keys are captured. <c>docs/protocol.md</c> has the evidence: some come from third parties, and some statuses are
/// inferred.
/// </remarks>
internal static class WireErrors
{
    public static WireException InvalidJson() => new(400, new()
    {
        ["message"] = "Invalid body: failed to parse JSON value. Please check the value to ensure it is valid JSON",
        ["type"] = "invalid_request",
        ["code"] = "invalid_json",
    });

    /// <remarks>Status 415 for other content types is known (for multipart); the body is unknown.</remarks>
    public static WireException UnsupportedMediaType(string? contentType) => new(415, new()
    {
        ["message"] = $"Unsupported content type '{contentType}'. Please use 'application/json'.",
        ["type"] = "invalid_request",
    });

    public static WireException InvalidRequest(string message, string code, string? param)
    {
        JsonObject error = new() { ["message"] = message, ["type"] = "invalid_request", ["code"] = code };
        if (param is not null)
        {
            error["param"] = param;
        }

        return new(400, error);
    }

    public static WireException InvalidValue(string param, string message) => new(400, new()
    {
        ["message"] = message,
        ["type"] = "invalid_request",
        ["param"] = param,
        ["code"] = "invalid_value",
    });

    public static WireException MissingInstanceId() => InvalidRequest("Missing required field instance_id", "missing_required_parameter", "instance_id");

    public static WireException TokenRequired() => InvalidToken(
        "An LM Studio API token is required to make requests to this server, but none was provided using the Authorization header using the 'Bearer' scheme "
        + "(i.e., 'Authorization: Bearer $LM_API_TOKEN'). Learn more at: https://lmstudio.ai/docs/developer/core/authentication.");

    /// <remarks>The beginning is captured, and that the start of the token is in it; how much of it, and what follows, is inferred.</remarks>
    public static WireException TokenMalformed(string token) => InvalidToken(
        $"Malformed LM Studio API token provided: {Mask(token)}. Ensure you are using a valid token. "
        + "Learn more at: https://lmstudio.ai/docs/developer/core/authentication.");

    /// <remarks>The message for a well-formed token that is unknown or revoked is not known.</remarks>
    public static WireException TokenUnknown(string token) => InvalidToken($"Invalid LM Studio API token provided: {Mask(token)}");

    public static WireException PreviousResponseNotFound(string id) => InvalidValue(
        "previous_response_id",
        $"Could not find stored response for previous_response_id '{id}'. Please ensure the ID is correct. "
        + "Current previous response auto-deletion policy: Responses older than 30 days are automatically deleted.");

    /// <remarks>Modelled on <see cref="PreviousResponseNotFound"/>; no server of this dialect was ever captured.</remarks>
    public static WireException ThreadNotFound(string id) => InvalidValue(
        "thread_id", $"Could not find stored thread for thread_id '{id}'. Please ensure the ID is correct.");

    /// <remarks>The status is captured.</remarks>
    public static WireException ModelNotFound(string model) => new(404, new()
    {
        ["message"] = $"Invalid model identifier \"{model}\". Please specify a valid downloaded model.",
        ["type"] = "invalid_request",
        ["param"] = "model",
        ["code"] = "model_not_found",
    });

    /// <remarks>Captured on the OpenAI-compatible routes; the native format is unknown.</remarks>
    public static WireException NoModelsLoaded() => new(400, new()
    {
        ["message"] = "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
        ["type"] = "invalid_request",
        ["param"] = "model",
        ["code"] = null,
    });

    public static WireException ModelNotDownloaded(string model) => new(404, new()
    {
        ["type"] = "model_not_found",
        ["message"] = $"Model {model} not found in downloaded models",
    });

    public static WireException InstanceNotLoaded(string instanceId) => new(404, new()
    {
        ["type"] = "model_not_found",
        ["message"] = $"Model with instance identifier '{instanceId}' is not loaded.",
    });

    public static WireException LoadRefused() => new(400, new()
    {
        ["type"] = "model_load_failed",
        ["message"] = "Model loading was stopped due to insufficient system resources.",
    });

    public static WireException ReasoningNotExposed(string model) => InvalidValue(
        "reasoning", $"Model '{model}' does not expose reasoning configuration.");

    public static WireException ReasoningNotSupported(string model, string setting, IEnumerable<string> supported) => InvalidValue(
        "reasoning",
        $"Reasoning setting '{setting}' is not supported by model '{model}'. Supported settings: {string.Join(", ", supported.Select(static option => $"'{option}'"))}.");

    /// <remarks>The message was captured on the OpenAI-compatible routes; the native format is unknown.</remarks>
    public static WireException ImagesNotSupported(string model) => InvalidValue(
        "input", $"The provided messages contain images, but {model} does not support image inputs.");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2219"/>.</summary>
    /// <remarks>The message and the status are captured; the type <c>internal_error</c> is not.</remarks>
    public static WireException SecondSystemMessage() => new(500, new()
    {
        ["message"] = "Only user, assistant and tool roles are supported, got system",
        ["type"] = "internal_error",
    });

    /// <summary>The engine's error for a prompt that does not fit.</summary>
    /// <remarks>Status 500 and the code <c>unknown</c> are captured, on this route and on <c>/v1/responses</c>.</remarks>
    public static WireException ContextOverflow(int promptTokens, int contextLength) => EngineFailure(OverflowMessage(promptTokens, contextLength));

    public static string OverflowMessage(int promptTokens, int contextLength) =>

        // If only a fault makes the prompt too long, the message must not contain a length shorter than the context.
        "The number of tokens to keep from the initial prompt is greater than the context length "
        + $"(n_keep: {Math.Max(promptTokens, contextLength)}>= n_ctx: {contextLength}). "
        + "Try to load the model with a larger context length, or provide a shorter input.";

    public static WireException EngineFailure(string message) => new(500, new()
    {
        ["message"] = message,
        ["type"] = "internal_error",
        ["code"] = "unknown",
    });

    public static WireException PluginDenied(string pluginId) => new(403, new()
    {
        ["message"] = $"Permission denied to use plugin '{pluginId}'. Ensure that the server configuration allows plugin usage and, "
            + "if using an API token, it has the necessary permissions.",
        ["type"] = "invalid_request",
        ["param"] = "integrations",
        ["code"] = null,
    });

    public static WireException PluginUnavailable(string pluginId, string reason, string param) => new(400, new()
    {
        ["message"] = $"Unable to get plugin tools for '{pluginId}'. Error: {reason}",
        ["type"] = "plugin_connection_error",
        ["param"] = param,
    });

    /// <summary>Since 0.4.15, see <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1993"/>.</summary>
    public static WireException McpAddressNotPublic(string label, string url, string param) => McpUnavailable(
        label, url, "URL resolves to a non-public address. We only allow public addresses for dynamic remote MCP connections.", param);

    public static WireException McpUnreachable(string label, string url, string param) => McpUnavailable(
        label, url, "Please ensure the provided url is correct and the server is reachable.", param);

    public static WireException JobNotFound(string jobId) => new(404, new()
    {
        ["type"] = "job_not_found",
        ["message"] = $"Download job with id '{jobId}' not found",
    });

    public static WireException InvalidArtifactName() => new(400, new()
    {
        ["type"] = "invalid_request",
        ["message"] = "Invalid artifact name. Must be in kebab-case",
    });

    public static WireException Internal(string message) => new(500, new() { ["type"] = "internal_error", ["message"] = message });

    private static WireException McpUnavailable(string label, string url, string reason, string param) => new(400, new()
    {
        ["message"] = $"Unable to connect to remote MCP server '{label}' at url '{url}'. {reason}",
        ["type"] = "mcp_connection_error",
        ["param"] = param,
    });

    private static WireException InvalidToken(string message) => new(401, new()
    {
        ["type"] = "invalid_request",
        ["code"] = "invalid_api_key",
        ["message"] = message,
    });

    /// <summary>LM Studio echoes the first ten characters of a rejected token.</summary>
    private static string Mask(string token) => token.Length <= 10 ? token : token[..10] + new string('*', token.Length - 10);
}
