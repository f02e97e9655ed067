using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Responds to a request for a list of models with the merged lists of all servers.</summary>
internal sealed class ModelListUnion(ModelMap models, Microsoft.Extensions.Options.IOptions<LmStudioAffinityOptions> options)
{
    /// <exception cref="GatewayException">No server responded.</exception>
    public async Task WriteAsync(HttpContext context)
    {
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        string path = RequestPath.NormalizeModelList(context.Request.Path);
        string authorization = context.Request.Headers.Authorization.ToString();
        (DestinationState Server, int Status, JsonDocument? Body)[] answers = await Task.WhenAll(
            proxy.AllDestinations.OrderBy(static server => server.DestinationId, StringComparer.Ordinal)
                .Select(server => GetAsync(proxy.Cluster, server, path, authorization, context.RequestAborted)))
            .ConfigureAwait(false);
        try
        {
            (DestinationState Server, int Status, JsonDocument? Body)[] lists = [.. answers.Where(static answer => answer is { Status: >= 200 and < 300, Body: not null })];
            HttpResponse response = context.Response;
            JsonNode? body;
            if (lists.Length > 0)
            {
                response.Headers[LmStudioReverseProxyDefaults.ServerHeader] = string.Join(", ", lists.Select(static list => list.Server.DestinationId));
                body = ModelListMerger.Merge([.. lists.Select(static list => (list.Server.DestinationId, list.Body!.RootElement))]);
            }
            else
            {
                // All servers returned errors: forward the first one.
                (DestinationState _, int status, JsonDocument? refusal) = answers.FirstOrDefault(static answer => answer.Body is not null);
                body = refusal is null ? throw GatewayException.NoServer(proxy.AllDestinations) : JsonNode.Parse(refusal.RootElement.GetRawText());
                response.StatusCode = status;
            }

            response.ContentType = "application/json; charset=utf-8";
            await response.WriteAsync(body!.ToJsonString(JsonFormat), context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            foreach ((DestinationState _, int _, JsonDocument? body) in answers)
            {
                body?.Dispose();
            }
        }
    }

    private static readonly JsonSerializerOptions JsonFormat = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<(DestinationState Server, int Status, JsonDocument? Body)> GetAsync(
        ClusterModel cluster, DestinationState server, string path, string authorization, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.ModelPollTimeout);
        try
        {
            (int status, JsonDocument? body) = await ModelListClient.GetAsync(cluster, server, path, authorization, timeout.Token).ConfigureAwait(false);
            return (server, status, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            models.ReportUnreachable(server);
            return (server, 0, null);
        }
    }
}
