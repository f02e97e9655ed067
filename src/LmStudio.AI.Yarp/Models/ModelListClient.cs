using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Requests lists of models from servers, over YARP's connections.</summary>
internal static class ModelListClient
{
    /// <summary>Requests a list.</summary>
    /// <param name="cluster">The cluster of the server.</param>
    /// <param name="server">The server.</param>
    /// <param name="path">The path of the list.</param>
    /// <param name="authorization">The client's header, which is sent if the destination has no token of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The status and the body, which is <see langword="null"/> if it is not JSON.</returns>
    /// <exception cref="HttpRequestException">The server did not respond.</exception>
    public static async Task<(int Status, JsonDocument? Body)> GetAsync(
        ClusterModel cluster, DestinationState server, string path, string? authorization, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, RequestUtilities.MakeDestinationAddress(server.Model.Config.Address, path, QueryString.Empty))
        {
            Version = cluster.Config.HttpRequest?.Version ?? System.Net.HttpVersion.Version11,
            VersionPolicy = cluster.Config.HttpRequest?.VersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Host = server.Model.Config.Host;
        if (LmStudioCluster.FindApiToken(server) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else if (authorization is { Length: > 0 })
        {
            _ = request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using HttpResponseMessage response = await cluster.HttpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            try
            {
                return ((int)response.StatusCode, await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false));
            }
            catch (JsonException)
            {
                return ((int)response.StatusCode, null);
            }
        }
    }
}
