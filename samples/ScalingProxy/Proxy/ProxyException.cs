using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScalingSample.Proxy;

/// <summary>A failure of which the client is told in the form of LM Studio's errors, which clients of LM Studio can read.</summary>
internal sealed class ProxyException : Exception
{
    // For an answer of the type application/json, in which nothing but quotes and control characters needs escaping.
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _type;
    private readonly string? _param;

    private ProxyException(int statusCode, string type, string message, string? param = null, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        _type = type;
        _param = param;
    }

    public int StatusCode { get; }

    public static ProxyException NoServer(IEnumerable<ProxiedServer> servers) => new(
        503,
        "server_unavailable",
        $"None of the servers behind this proxy accepts connections: {string.Join(", ", servers)}. Start LM Studio's server on one of them.");

    /// <remarks>
    /// The param is the one of an id that a server does not have. By it a client knows that it is the conversation that cannot go on, and that the history, sent
    /// without an id, can.
    /// </remarks>
    public static ProxyException ConversationUnreachable(ProxiedServer owner) => new(
        503,
        "server_unavailable",
        $"The conversation is stored on {owner}, which accepts no connections. "
        + "Start LM Studio's server there, or send the history without previous_response_id: another server answers it then.",
        param: "previous_response_id");

    /// <inheritdoc cref="ConversationUnreachable"/>
    public static ProxyException ConversationNotFound(IEnumerable<ProxiedServer> unreachable) => new(
        503,
        "server_unavailable",
        $"The servers that could be asked do not have the conversation. It may be stored where no connections are accepted: {string.Join(", ", unreachable)}. "
        + "Start LM Studio's server there, or send the history without previous_response_id.",
        param: "previous_response_id");

    public static ProxyException BrokenOff(ProxiedServer server, Exception innerException) => new(
        502,
        "server_unavailable",
        $"The connection to {server} broke off before there was an answer. The server may have begun to work on the request, so no other server was asked.",
        innerException: innerException);

    public static ProxyException ModelManagement(string path, IEnumerable<ProxiedServer> servers) => new(
        400,
        "invalid_request",
        $"The proxy does not pass on {path}: each server has its own models, and this request does not say which server it is about. "
        + $"Send it to the server itself: {string.Join(", ", servers.Select(static server => server.Endpoint))}");

    public string ToJson()
    {
        JsonObject error = new() { ["message"] = Message, ["type"] = _type };
        if (_param is not null)
        {
            error["param"] = _param;
        }

        return new JsonObject { ["error"] = error }.ToJsonString(Format);
    }
}
