using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Sets the headers of a request to a server.</summary>
internal static class RequestHeaders
{
    /// <param name="message">The request to the server, with the headers that YARP has copied.</param>
    /// <param name="request">The client's request.</param>
    /// <param name="feature">The state of the request.</param>
    /// <param name="server">The server.</param>
    public static void Apply(HttpRequestMessage message, HttpRequest request, AffinityFeature feature, DestinationState? server)
    {
        _ = message.Headers.Remove(LmStudioReverseProxyDefaults.ServerHeader);
        RemoveThoseOfTheConnection(message, request);
        if (feature.Kind is RequestKind.Conversation)
        {
            _ = message.Headers.Remove(HeaderNames.AcceptEncoding); // The gateway reads the response, so it must not be compressed.
        }

        // Being allowed to use a model through the gateway does not imply being allowed to load and unload models with the gateway's token.
        if (server is not null && feature.Kind is not RequestKind.ModelManagement && LmStudioCluster.FindApiToken(server) is { } token)
        {
            _ = message.Headers.Remove("x-api-key");
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>Removes the headers that the Connection header lists, which apply only to the connection.</summary>
    private static void RemoveThoseOfTheConnection(HttpRequestMessage message, HttpRequest request)
    {
        foreach (string? line in request.Headers.Connection)
        {
            foreach (string name in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                // Except those that identify the request and the client: otherwise, a client could have them removed by listing them.
                if (!IsNeeded(name) && message.Headers.NonValidated.Contains(name))
                {
                    _ = message.Headers.Remove(name);
                }
            }
        }
    }

    private static bool IsNeeded(string name) =>
        string.Equals(name, HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, HeaderNames.Host, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "x-api-key", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);
}
