using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace ScalingSample.Proxy;

/// <summary>
/// Passes answers on to clients. The id of an answer is learned before the client gets to see it: a client may continue the conversation at that moment.
/// </summary>
internal sealed class AnswerForwarder(ConversationTable conversations)
{
    private const string EventStream = "text/event-stream";

    public async Task ForwardAsync(ProxiedRequest request, ServerAnswer answer, HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = (int)answer.Response.StatusCode;
        ProxyHeaders.Copy(answer.Response, response.Headers);
        response.Headers[ProxyHeaders.Server] = answer.Server.Name;

        if (answer.MediaType == EventStream)
        {
            await ForwardEventsAsync(answer, response, cancellationToken);
        }
        else if (request.HasConversations)
        {
            await ForwardWholeAsync(request, answer, response, cancellationToken);
        }
        else
        {
            await answer.Response.Content.CopyToAsync(response.Body, cancellationToken);
        }
    }

    private async Task ForwardWholeAsync(ProxiedRequest request, ServerAnswer answer, HttpResponse response, CancellationToken cancellationToken)
    {
        byte[] body = await answer.Response.Content.ReadAsByteArrayAsync(cancellationToken);
        Learn(ConversationIds.FindInAnswer(request.Path, body), answer.Server);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }

    private async Task ForwardEventsAsync(ServerAnswer answer, HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentLength = null; // Comments are not forwarded.

        // The client learns at once that there is an answer; the first event can take as long as the model needs to load.
        await response.Body.FlushAsync(cancellationToken);
        await SseFormatter.WriteAsync(
            ReadEventsAsync(answer, response, cancellationToken),
            response.Body,
            static (item, buffer) => buffer.Write(item.Data),
            cancellationToken);
    }

    private async IAsyncEnumerable<SseItem<byte[]>> ReadEventsAsync(ServerAnswer answer, HttpResponse response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream stream = await answer.Response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (SseItem<byte[]> item in SseParser.Create(stream, static (_, data) => data.ToArray()).EnumerateAsync(cancellationToken))
        {
            Learn(ConversationIds.FindInEvent(item.EventType, item.Data), answer.Server);

            // An event without a type is one of the type "message", and would get a line that says so.
            yield return item.EventType == SseParser.EventTypeDefault
                ? new SseItem<byte[]>(item.Data) { EventId = item.EventId, ReconnectionInterval = item.ReconnectionInterval }
                : item;

            // The event has been written when the next one is asked for.
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private void Learn(string? id, ProxiedServer server)
    {
        if (id is not null)
        {
            conversations.Add(id, server);
        }
    }
}
