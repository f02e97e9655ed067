using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>A failure of which the client is told in the form of LM Studio's errors.</summary>
internal sealed class GatewayException : Exception
{
    /// <summary>The name by which a client knows that the conversation cannot go on, and that the history, sent without an id, can.</summary>
    private const string ConversationParam = "previous_response_id";

    private const string Unavailable = "server_unavailable";

    // For answers of the type application/json, in which nothing but quotes and control characters needs escaping.
    private static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private GatewayException(int statusCode, string type, string message, string? param = null, string? code = null, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Type = type;
        Param = param;
        Code = code;
    }

    public int StatusCode { get; }

    public string Type { get; }

    public string? Param { get; }

    public string? Code { get; }

    public static GatewayException NoServer(IEnumerable<DestinationState> servers) => new(
        503, Unavailable, $"None of the servers behind this gateway accepts connections: {NamesOf(servers)}. Start LM Studio's server on one of them.");

    public static GatewayException ConversationUnreachable(DestinationState owner) => new(
        503,
        Unavailable,
        $"The conversation is stored on {owner.DestinationId}, which accepts no connections. "
        + "Start LM Studio's server there, or send the history without previous_response_id: another server answers it then.",
        ConversationParam);

    public static GatewayException ConversationNotFound(IEnumerable<DestinationState> unreachable) => new(
        503,
        Unavailable,
        $"The servers that could be asked do not have the conversation. It may be stored where no connections are accepted: {NamesOf(unreachable)}. "
        + "Start LM Studio's server there, or send the history without previous_response_id.",
        ConversationParam);

    public static GatewayException BrokenOff(string server, Exception? innerException) => new(
        502,
        Unavailable,
        $"The connection to {server} broke off before there was an answer. The server may have begun to work on the request, so no other server was asked.",
        innerException: innerException);

    /// <remarks>In the words of LM Studio, so that nobody can tell a conversation of somebody else from one that does not exist.</remarks>
    public static GatewayException UnknownConversation(string id) => new(
        400,
        "invalid_request",
        $"Could not find stored response for previous_response_id '{id}'. Please ensure the ID is correct. "
        + "Current previous response auto-deletion policy: Responses older than 30 days are automatically deleted.",
        ConversationParam,
        "invalid_value");

    public static GatewayException InvalidConversationId() => new(
        400, "invalid_request", "The id of the conversation is not one that LM Studio gives: it has letters, digits, '_' and '-' only.", ConversationParam, "invalid_value");

    public static GatewayException AmbiguousConversationId() => new(
        400, "invalid_request", "The request names two conversations, by previous_response_id and by thread_id. Send one of them.", ConversationParam, "invalid_value");

    public static GatewayException InvalidJson() => new(
        400, "invalid_request", "The body is not JSON in UTF-8, so that it cannot be told which conversation it is about. Correct the JSON.", code: "invalid_json");

    public static GatewayException UnreadableBody(string header) => new(
        415, "invalid_request", $"The gateway does not read this {header}. Send the body as JSON in UTF-8, not compressed.");

    public static GatewayException TooLarge(int limit) => new(
        413, "invalid_request", $"The body is larger than the {limit} bytes that the gateway takes. Send smaller images, or raise {nameof(LmStudioAffinityOptions.MaxRequestBodySize)}.");

    public static GatewayException ServerNotNamed(string path, IEnumerable<DestinationState> servers) => new(
        400,
        "invalid_request",
        $"Each server behind this gateway has its own models, and {path} does not say which server it is about. "
        + $"Name one in the header {LmStudioReverseProxyDefaults.ServerHeader}: {NamesOf(servers)}.");

    public static GatewayException UnknownServer(IEnumerable<DestinationState> servers) => new(
        400, "invalid_request", $"The header {LmStudioReverseProxyDefaults.ServerHeader} does not name one server behind this gateway. There are: {NamesOf(servers)}.");

    public static GatewayException ServerUnreachable(DestinationState server) => new(
        503, Unavailable, $"{server.DestinationId} accepts no connections. Start LM Studio's server there.");

    public ReadOnlyMemory<byte> ToJson()
    {
        ArrayBufferWriter<byte> json = new();
        using Utf8JsonWriter writer = new(json, Format);
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", Message);
        writer.WriteString("type", Type);
        if (Param is not null)
        {
            writer.WriteString("param", Param);
        }

        if (Code is not null)
        {
            writer.WriteString("code", Code);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenMemory;
    }

    private static string NamesOf(IEnumerable<DestinationState> servers) => string.Join(", ", servers.Select(static server => server.DestinationId).Order(StringComparer.Ordinal));
}
