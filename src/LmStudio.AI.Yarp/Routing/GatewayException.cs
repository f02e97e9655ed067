using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>A failure that is returned to the client in the format of LM Studio's errors.</summary>
internal sealed class GatewayException : Exception
{
    /// <summary>The param that tells a client that the conversation cannot be continued and that it can send the history without an id.</summary>
    private const string ConversationParam = "previous_response_id";

    private const string Unavailable = "server_unavailable";

    // For responses of type application/json, in which only quotes, backslashes and control characters need escaping.
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
        503, Unavailable, $"No server behind this gateway accepts connections: {NamesOf(servers)}. Start LM Studio's server on one of them.");

    public static GatewayException ConversationUnreachable(DestinationState owner) => new(
        503,
        Unavailable,
        $"The conversation is stored on {owner.DestinationId}, which does not accept connections. "
        + "Start LM Studio's server there, or send the history without previous_response_id to use another server.",
        ConversationParam);

    public static GatewayException ConversationNotFound(IEnumerable<DestinationState> unreachable) => new(
        503,
        Unavailable,
        $"No available server has the conversation. It may be stored on a server that does not accept connections: {NamesOf(unreachable)}. "
        + "Start LM Studio's server there, or send the history without previous_response_id.",
        ConversationParam);

    public static GatewayException BrokenOff(string server, Exception? innerException) => new(
        502,
        Unavailable,
        $"The connection to {server} was closed before it responded. The server may have started to process the request, so the request was not sent to another server.",
        innerException: innerException);

    /// <remarks>This is LM Studio's own message, so that a client cannot distinguish another client's conversation from one that does not exist.</remarks>
    public static GatewayException UnknownConversation(string id) => new(
        400,
        "invalid_request",
        $"Could not find stored response for previous_response_id '{id}'. Please ensure the ID is correct. "
        + "Current previous response auto-deletion policy: Responses older than 30 days are automatically deleted.",
        ConversationParam,
        "invalid_value");

    public static GatewayException InvalidConversationId() => new(
        400, "invalid_request", "The conversation id is not valid: LM Studio's ids contain only letters, digits, '_' and '-'.", ConversationParam, "invalid_value");

    public static GatewayException AmbiguousConversationId() => new(
        400, "invalid_request", "The request has both previous_response_id and thread_id, with different conversations. Send only one of them.", ConversationParam, "invalid_value");

    public static GatewayException InvalidJson() => new(
        400, "invalid_request", "The body is not valid JSON in UTF-8, so the gateway cannot determine the conversation. Correct the JSON.", code: "invalid_json");

    public static GatewayException UnreadableBody(string header) => new(
        415, "invalid_request", $"The gateway does not support this {header}. Send the body as uncompressed JSON in UTF-8.");

    public static GatewayException TooLarge(int limit) => new(
        413, "invalid_request", $"The body is larger than {limit} bytes, the limit of the gateway. Send smaller images, or raise {nameof(LmStudioAffinityOptions.MaxRequestBodySize)}.");

    public static GatewayException ServerNotNamed(string path, IEnumerable<DestinationState> servers) => new(
        400,
        "invalid_request",
        $"Each server behind this gateway has its own models, and the request to {path} does not specify a server. "
        + $"Specify one in the header {LmStudioReverseProxyDefaults.ServerHeader}: {NamesOf(servers)}.");

    public static GatewayException UnknownServer(IEnumerable<DestinationState> servers) => new(
        400, "invalid_request", $"The header {LmStudioReverseProxyDefaults.ServerHeader} does not specify a server behind this gateway. The servers are: {NamesOf(servers)}.");

    public static GatewayException ServerUnreachable(DestinationState server) => new(
        503, Unavailable, $"{server.DestinationId} does not accept connections. Start LM Studio's server there.");

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
