using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Changes the headers of a request that is about to be sent to a server.</summary>
internal static class RequestHeaders
{
    /// <param name="message">The request to the server, with the headers that YARP has copied.</param>
    /// <param name="request">The client's request.</param>
    /// <param name="feature">What is known of it.</param>
    /// <param name="server">The server.</param>
    public static void Apply(HttpRequestMessage message, HttpRequest request, AffinityFeature feature, DestinationState? server)
    {
        _ = message.Headers.Remove(LmStudioReverseProxyDefaults.ServerHeader);
        RemoveThoseOfTheConnection(message, request);
        if (feature.Kind is RequestKind.Conversation)
        {
            _ = message.Headers.Remove(HeaderNames.AcceptEncoding); // The answer is read, so it must not be compressed.
        }

        // Who may use a model through the gateway may not for that load and unload models in its name.
        if (server is not null && feature.Kind is not RequestKind.ModelManagement && LmStudioCluster.FindApiToken(server) is { } token)
        {
            _ = message.Headers.Remove("x-api-key");
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>The header Connection can name headers that are about the connection only.</summary>
    private static void RemoveThoseOfTheConnection(HttpRequestMessage message, HttpRequest request)
    {
        foreach (string? line in request.Headers.Connection)
        {
            foreach (string name in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                // Not those by which the request is understood and the client is known: naming them would be a way to have them lost.
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
