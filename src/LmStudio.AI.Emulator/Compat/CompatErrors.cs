using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The errors of the OpenAI-compatible routes. Messages, codes and formats are captured, unless a comment says otherwise.</summary>
internal static class CompatErrors
{
    /// <summary>Creates an error that is a string, which these routes return for validation errors and engine errors.</summary>
    public static WireException Text(string message, int statusCode = 400) =>
        new(statusCode, new() { ["message"] = message }, WireJson.Compact(new JsonObject { ["error"] = message }));

    public static WireException Invalid(string message, string? param, string? code) => Structured(400, message, "invalid_request_error", param, code);

    /// <summary>Converts an error of the native routes to the format of these routes, with the same code and message.</summary>
    /// <remarks>For the code <c>unknown</c> of an internal error: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2257"/>.</remarks>
    public static WireException From(WireException failure) => failure.HasOwnBody
        ? failure
        : Structured(
            failure.StatusCode,
            failure.Message,
            (string?)failure.Error["type"] is { } type and not "invalid_request" ? type : "invalid_request_error",
            (string?)failure.Error["param"],
            (string?)failure.Error["code"] ?? ((string?)failure.Error["type"] is "internal_error" ? "unknown" : null));

    /// <summary>On <c>/v1/responses</c>, an engine error is an internal error, as captured for a prompt that is too long.</summary>
    public static WireException FromOfResponses(WireException failure) => From(failure is EngineException engine ? engine.AsInternalError() : failure);

    /// <remarks>Indented by four, unlike every other body.</remarks>
    public static WireException ModelNotFound(string model, EmulatorModel? example)
    {
        string examples = example is null ? "" : $" (e.g., {example.Variant}, {example.Key}, {example.BareName})";
        WireException failure = Invalid($"Invalid model identifier \"{model}\". Please specify a valid downloaded model{examples}.", "model", "model_not_found");
        return new(failure.StatusCode, failure.Error, WireJson.Wide(new JsonObject { ["error"] = failure.Error.DeepClone() }));
    }

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1730"/>.</summary>
    public static WireException NoModelsLoaded() => From(WireErrors.NoModelsLoaded());

    /// <remarks>
    /// Captured on <c>/v1/completions</c> up to "specify a model", with the parameter and the code. The rest of the message and the status on other routes are
    /// inferred.
    /// </remarks>
    public static WireException MultipleModelsLoaded() => Invalid(
        "Multiple models are loaded. Please specify a model by providing a 'model' field.", "model", "model_not_found");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/669"/>.</summary>
    public static WireException UnknownRole(string? role) =>
        Text($"'messages' array must only contain objects with a 'role' field that is in [user, assistant, system, tool]. Got '{role}'");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/908"/>.</summary>
    public static WireException ImagesNotSupported() => Text("Model does not support images. Please use a model that does.");

    /// <summary>
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1120"/> and, for the text,
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1752"/>.
    /// </summary>
    public static WireException ImageNotBase64() => Text("'url' field must be a base64 encoded image.");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/261"/>: the log of a message whose <c>content</c> is <see langword="null"/>.</summary>
    public static WireException InvalidContent() => Text("Invalid 'content': 'content' field must be a string or an array of objects.");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/830"/>.</summary>
    /// <remarks>The rejection is captured, the message is not.</remarks>
    public static WireException InvalidToolCall(string problem) => Text($"Invalid 'tool_calls': {problem}");

    public static WireException UnknownContentPart() => Text("'content' objects must have a 'type' field that is either 'text' or 'image_url'");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/670"/>.</summary>
    public static WireException InvalidToolChoice(string type) =>
        Text($"Invalid tool_choice type: '{type}'. Supported string values: none, auto, required");

    /// <summary>See <see href="https://github.com/mcowger/generic-copilot/issues/40"/>: a message that is a JSON list, with an entry per function.</summary>
    public static WireException ParametersNotOfAnObject(IEnumerable<int> tools) => Text(WireJson.Pretty(new JsonArray([.. tools.Select(static tool => new JsonObject
    {
        ["code"] = "invalid_union_discriminator",
        ["options"] = new JsonArray("object"),
        ["path"] = new JsonArray(tool, "function", "parameters", "type"),
        ["message"] = "Invalid discriminator value. Expected 'object'",
    })])));

    public static WireException InvalidResponseFormat(string field) => Text($"'{field}.type' must be 'json_schema' or 'text'");

    /// <summary>
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1188"/>. The whole message is captured; the id has no prefix.
    /// </summary>
    public static WireException PreviousResponseNotFound(string id) => Invalid(
        $"Prediction history node with id '{(id.StartsWith("resp_", StringComparison.Ordinal) ? id["resp_".Length..] : id)}' not found "
        + "while attempting to build chat history chain that includes this node.",
        "previous_response_id",
        "previous_response_not_found");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1576"/>.</summary>
    public static WireException Required(string param) => Invalid("Required", param, "missing_required_parameter");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1106"/>.</summary>
    public static WireException InvalidInput() => Invalid("Invalid type for 'input'.", "input", "invalid_union");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1810"/>.</summary>
    public static WireException InvalidToolType(int index) => Invalid("Invalid", $"tools.{index}.type", "invalid_string");

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1168"/>.</summary>
    public static WireException LocalMcpDenied(string label)
    {
        WireException failure = Invalid(
            $"Permission denied to use local MCP server '{label}'. Ensure that the server configuration allows local integrations and that your API token "
            + "has the necessary permissions.",
            "tools",
            code: null);
        return new(403, failure.Error);
    }

    /// <summary>The error of a strict chat template: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2219"/>.</summary>
    public static EngineException Template(string message) => new(message, 500);

    public static EngineException ContextOverflow(int promptTokens, int contextLength) => new(WireErrors.OverflowMessage(promptTokens, contextLength), 400);

    private static WireException Structured(int statusCode, string message, string type, string? param, string? code) => new(statusCode, new()
    {
        ["message"] = message,
        ["type"] = type,
        ["param"] = param,
        ["code"] = code,
    });
}
