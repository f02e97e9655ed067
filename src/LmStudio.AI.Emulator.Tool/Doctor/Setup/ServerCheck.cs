using System.Net.Sockets;
using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>Checks whether the server is a supported version of LM Studio and accepts the token.</summary>
internal static class ServerCheck
{
    /// <summary>The paths that users paste with an address. A longer one comes before those that it ends with.</summary>
    private static readonly string[] KnownTails =
        ["/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/embeddings", "/api/v1/chat", "/api/v1/models", "/v1/models", "/api/v1", "/api/v0", "/v1"];

    /// <returns>The problem, or null and the list of models.</returns>
    public static async Task<(SetupProblem? Problem, DoctorResponse? Models)> RunAsync(DoctorHttp http, DoctorSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            DoctorResponse greeting = await http.GetAsync(Prefix(settings) + "/lmstudio-greeting", cancellationToken).ConfigureAwait(false);
            DoctorResponse models = await http.GetAsync(Prefix(settings) + "/api/v1/models", cancellationToken).ConfigureAwait(false);
            SetupProblem? problem = Judge(settings, greeting, models);
            if (problem is not null && Prefix(settings).Length > 0 && IsGreeting(await http.GetAsync("/lmstudio-greeting", cancellationToken).ConfigureAwait(false)))
            {
                Uri root = new(settings.Endpoint, "/");
                problem = new SetupProblem($"LM Studio responds at {root}, not at {settings.Endpoint}.", $"Use the endpoint {root}.");
            }

            return (problem, models);
        }
        catch (HttpRequestException exception)
        {
            return (Describe(settings, exception), null);
        }
        catch (TimeoutException exception)
        {
            return (new SetupProblem(exception.Message, "Check whether LM Studio is busy or hangs; restart its server."), null);
        }
    }

    /// <summary>Gets the path before the API's path, without the parts that users paste with an address.</summary>
    public static string Prefix(DoctorSettings settings)
    {
        string path = settings.Endpoint.AbsolutePath.TrimEnd('/');
        string? tail = KnownTails.FirstOrDefault(tail => path.EndsWith(tail, StringComparison.OrdinalIgnoreCase));
        return tail is null ? path : path[..^tail.Length];
    }

    private static SetupProblem? Judge(DoctorSettings settings, DoctorResponse greeting, DoctorResponse models) => models switch
    {
        { Status: >= 300 and < 400 } => new SetupProblem(
            $"The server redirects to another address: {models.Location}.", "Use it as the endpoint. Redirects are not followed, because the token would be sent to the other address."),
        { Status: 401 } when settings.Token is null => new SetupProblem(
            "The server requires an API token.", "Create one in LM Studio's Developer settings, and specify it with --token or LM_API_TOKEN."),
        { Status: 401 } => new SetupProblem(
            "The server rejects the API token.", "Compare it with LM Studio's Developer settings: it may be mistyped, incomplete or revoked."),
        { Status: 403 } => new SetupProblem(
            $"The API token does not permit listing models: {models.Summary}.", "Give the token the permission in LM Studio's Developer settings."),
        { Status: 502 or 503 or 504 } => new SetupProblem(
            $"A proxy returns status {models.Status}: it cannot reach LM Studio.", "Start LM Studio's server, and check the address that the proxy forwards to."),
        _ when models.Member("models").ValueKind is JsonValueKind.Array => null,
        _ when IsGreeting(greeting) => new SetupProblem(
            "This LM Studio has no native REST API (/api/v1).", "Update LM Studio to 0.4.0 or newer."),
        _ => new SetupProblem(
            $"The server at {settings.Endpoint} is not LM Studio (status {models.Status}, {(models.ContentType.Length > 0 ? models.ContentType : "no content type")}).",
            "Check the address and the port: LM Studio's is 1234, Ollama's is 11434."),
    };

    private static bool IsGreeting(DoctorResponse answer) =>
        answer.Member("lmstudio").ValueKind is JsonValueKind.True || (answer.Status == 401 && answer.Body.Contains("LM Studio", StringComparison.Ordinal));

    private static SetupProblem Describe(DoctorSettings settings, HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => new SetupProblem(
            $"The host '{settings.Endpoint.Host}' is unknown.", "Check the spelling, or use the address of the machine."),
        { HttpRequestError: HttpRequestError.SecureConnectionError } => new SetupProblem(
            $"No secure connection to {settings.Endpoint}.", "LM Studio itself uses http. Use http://, or check the certificate of the proxy."),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new SetupProblem(
            $"No server listens at {settings.Endpoint}.", "Start LM Studio's server on its Developer page or with 'lms server start'."),
        _ => new SetupProblem($"No response from {settings.Endpoint}: {exception.Message}", "Check the address and the firewall."),
    };
}
