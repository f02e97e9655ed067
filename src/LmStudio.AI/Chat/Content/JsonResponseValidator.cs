using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Checks whether a response is JSON if JSON was requested. Not every endpoint and engine enforces a schema, and the exception of a JSON reader would not say
/// so.
/// </summary>
internal sealed class JsonResponseValidator
{
    private const int LongestSnippet = 200;

    private readonly StringBuilder _text = new();
    private ChatFinishReason? _finishReason;
    private bool _hasCalls;

    private JsonResponseValidator()
    {
    }

    /// <summary>Creates an instance for a turn that requests JSON; otherwise, returns <see langword="null"/>. A raw request may override the options.</summary>
    public static JsonResponseValidator? For(ChatTurn turn) =>
        turn.Options?.ResponseFormat is ChatResponseFormatJson
        && !(turn.RawRequest is JsonObject raw && (raw.ContainsKey("response_format") || raw.ContainsKey("text")))
            ? new JsonResponseValidator()
            : null;

    public void Add(IList<AIContent> contents, ChatFinishReason? finishReason)
    {
        _finishReason = finishReason ?? _finishReason;
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    _ = _text.Append(text.Text);
                    break;

                case FunctionCallContent:
                    _hasCalls = true;
                    break;

                // Text before a call of an MCP tool is not part of the final response.
                case McpServerToolCallContent:
                    _ = _text.Clear();
                    break;
            }
        }
    }

    /// <summary>
    /// Throws if the response is not JSON. A response that was cut off is not checked, as its finish reason reports the problem. Text after the JSON is
    /// ignored, as JSON readers do.
    /// </summary>
    /// <exception cref="LmStudioException">The response is complete but not JSON.</exception>
    public void Check(ChatTurn turn, Func<string, string> redact)
    {
        string text = _text.ToString();
        if (_finishReason == ChatFinishReason.Stop && !_hasCalls && !string.IsNullOrWhiteSpace(text) && !BeginsWithJson(text, ((ChatResponseFormatJson)turn.Options!.ResponseFormat!).Schema))
        {
            string said = redact(text).Trim();
            said = said.Length <= LongestSnippet ? said : said.Substring(0, LongestSnippet) + "…";
            string hint = turn.Endpoint == LmStudioChatEndpoint.Responses
                ? $"{ChatEndpointTable.PathOf(turn.Endpoint)} does not enforce schemas for every model: remove the ConversationId and MCP servers, or set {nameof(LmStudioChatClientOptions)}.{nameof(LmStudioChatClientOptions.Endpoint)} to {nameof(LmStudioChatEndpoint.ChatCompletions)}, and send the history."
                : "The model's engine did not enforce the schema: use another model or another format of it, or also request JSON in the instructions.";
            throw new LmStudioException(LmStudioErrorKind.SchemaNotFollowed, $"LM Studio responded with text although JSON was requested: \"{said}\". {hint}");
        }
    }

    /// <summary>Returns whether a value can match the schema. Prose may start with a number or a JSON keyword.</summary>
    private static bool CanFollow(JsonElement? schema, JsonValueKind kind) => schema switch
    {
        { ValueKind: JsonValueKind.Object } given when given.TryGetProperty("type", out JsonElement type) => kind == JsonValueKind.Object || type.ValueKind != JsonValueKind.String || !type.ValueEquals("object"),
        null => kind is JsonValueKind.Object or JsonValueKind.Array,
        _ => true,
    };

    private static bool BeginsWithJson(string text, JsonElement? schema)
    {
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text));
            using JsonDocument? document = JsonDocument.TryParseValue(ref reader, out JsonDocument? parsed) ? parsed : null;
            return document is not null && CanFollow(schema, document.RootElement.ValueKind);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
