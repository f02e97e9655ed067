using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Processes a server's response when its headers have arrived: adds the server header, holds back an error if another server may have the conversation, and
/// observes the body.
/// </summary>
internal sealed class AffinityResponseTransform(ConversationTable conversations, ModelMap models)
{
    /// <summary>Larger than any error that reports an unknown conversation.</summary>
    private const int LargestRefusal = 64 * 1024;

    public async ValueTask ApplyAsync(ResponseTransformContext context, HttpResponseMessage answer, AffinityFeature feature)
    {
        if (context.HttpContext.GetReverseProxyFeature().ProxiedDestination is not { } server)
        {
            return;
        }

        context.HttpContext.Response.Headers[LmStudioReverseProxyDefaults.ServerHeader] = server.DestinationId;
        models.ReportAnswer(server, feature.Model, answer.IsSuccessStatusCode);
        if (feature.IsOwnerUnknown && answer.StatusCode == HttpStatusCode.BadRequest)
        {
            await HoldBackRefusalAsync(context, answer, feature).ConfigureAwait(false);
        }
        else if (CreateObserver(context.HttpContext.Request.Path, answer, feature, server.DestinationId) is { } observer)
        {
            answer.Content = new ObservedContent(answer.Content, observer);
            if (observer.IsStream)
            {
                // Send the headers to the client immediately: the first event can take as long as loading the model.
                await context.HttpContext.Response.StartAsync(context.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ResponseObserver? CreateObserver(PathString path, HttpResponseMessage answer, AffinityFeature feature, string server)
    {
        bool isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        bool learns = feature.Kind is RequestKind.Conversation && answer.IsSuccessStatusCode && answer.Content.Headers.ContentEncoding.Count == 0;
        Func<string, CancellationToken, ValueTask>? learn = !learns ? null : (id, cancellationToken) =>
            conversations.AddAsync(feature.ClusterId, id, new ConversationOwner(server, TokenFingerprint.Compute(id, feature.Token)), cancellationToken);
        return isStream ? ResponseObserver.OfStream(RequestPath.IsResponses(path), server, learn)
            : learn is not null ? ResponseObserver.OfWhole(RequestPath.IsResponses(path), server, learn)
            : null;
    }

    private static async ValueTask HoldBackRefusalAsync(ResponseTransformContext context, HttpResponseMessage answer, AffinityFeature feature)
    {
        if (answer.Content.Headers.ContentLength > LargestRefusal)
        {
            return;
        }

        await answer.Content.LoadIntoBufferAsync(LargestRefusal, context.CancellationToken).ConfigureAwait(false);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(context.CancellationToken).ConfigureAwait(false);
        if (IsUnknownConversation(body))
        {
            feature.Refusal = new ServerRefusal((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), body);
            context.SuppressResponseBody = true;
        }
    }

    /// <summary>
    /// Returns whether a response says that the server does not have the conversation. The native endpoint's code is only <c>invalid_value</c>, so <c>param</c>
    /// is checked.
    /// </summary>
    internal static bool IsUnknownConversation(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out JsonElement error)
                && error.ValueKind == JsonValueKind.Object
                && ((error.TryGetProperty("param", out JsonElement param) && (Is(param, "previous_response_id") || Is(param, "thread_id")))
                    || (error.TryGetProperty("code", out JsonElement code) && Is(code, "previous_response_not_found")));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Is(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
}
