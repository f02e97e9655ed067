using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Watches whether an answer that was to be JSON is. Not every endpoint and engine holds a model to a schema, and who reads prose as JSON
/// gets an exception that says nothing of it.
/// </summary>
internal sealed class JsonAnswer
{
    private const int LongestSnippet = 200;

    private readonly StringBuilder _text = new();
    private ChatFinishReason? _finishReason;
    private bool _hasCalls;

    private JsonAnswer()
    {
    }

    /// <summary>Makes one for a turn that asks for JSON, else returns <see langword="null"/>. A raw request may say otherwise than the options.</summary>
    public static JsonAnswer? For(ChatTurn turn) =>
        turn.Options?.ResponseFormat is ChatResponseFormatJson
        && !(turn.RawRequest is JsonObject raw && (raw.ContainsKey("response_format") || raw.ContainsKey("text")))
            ? new JsonAnswer()
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

                // What the model says before it calls a tool of LM Studio's is not yet the answer.
                case McpServerToolCallContent:
                    _ = _text.Clear();
                    break;
            }
        }
    }

    /// <summary>
    /// Throws if the answer is not JSON. One that was cut off is left alone: it can be the beginning of JSON, and its finish reason says what
    /// is wrong. So is what follows the JSON, as readers of it do.
    /// </summary>
    /// <exception cref="LmStudioException">The answer is complete, and not JSON.</exception>
    public void Check(ChatTurn turn, Func<string, string> redact)
    {
        string text = _text.ToString();
        if (_finishReason == ChatFinishReason.Stop && !_hasCalls && !string.IsNullOrWhiteSpace(text)
            && !BeginsWithJson(text, ((ChatResponseFormatJson)turn.Options!.ResponseFormat!).Schema))
        {
            string said = redact(text).Trim();
            said = said.Length <= LongestSnippet ? said : said.Substring(0, LongestSnippet) + "…";
            string hint = turn.Endpoint == LmStudioChatEndpoint.Responses
                ? $"{ChatEndpointTable.PathOf(turn.Endpoint)} does not hold every model to a schema: leave the ConversationId and MCP servers out, "
                    + $"or set {nameof(LmStudioChatClientOptions)}.{nameof(LmStudioChatClientOptions.Endpoint)} to {nameof(LmStudioChatEndpoint.ChatCompletions)}, and send the history."
                : "The model's engine did not hold it to the schema: take another model or another format of it, or ask for JSON in the instructions as well.";
            throw new LmStudioException(LmStudioErrorKind.SchemaNotFollowed, $"LM Studio responded with text although JSON was requested: \"{said}\". {hint}");
        }
    }

    /// <summary>Returns whether a value can follow the schema. Prose may begin with a number or with another word of JSON.</summary>
    private static bool CanFollow(JsonElement? schema, JsonValueKind kind) => schema switch
    {
        { ValueKind: JsonValueKind.Object } given when given.TryGetProperty("type", out JsonElement type) =>
            kind == JsonValueKind.Object || type.ValueKind != JsonValueKind.String || !type.ValueEquals("object"),
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
