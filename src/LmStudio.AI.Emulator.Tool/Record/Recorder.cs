using System.Text;
using System.Text.Json;
using LmStudio.AI.Emulator.Replay;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Emulator.Tool.Record;

/// <summary>Forwards requests to a server, and writes each with its response to a folder.</summary>
internal sealed class Recorder(Uri server, RecordingFolder folder, IHttpForwarder forwarder, HttpMessageInvoker http, TextWriter output)
{
    private static readonly string[] RecordedHeaders = ["Content-Type", "Retry-After", "Location"];

    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = Timeout.InfiniteTimeSpan };

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        int number = folder.NextNumber();
        byte[] body = await ReadBodyAsync(context.Request, cancellationToken).ConfigureAwait(false);
        RecordedRequest request = RecordedRequestReader.Read(context.Request, Encoding.UTF8.GetString(body), out RecordedSecrets secrets);
        context.Request.Body = new MemoryStream(body);

        // A compressed response would not be readable in the file.
        context.Request.Headers.Remove("Accept-Encoding");

        RecordingStream answer = new(context.Response.Body);
        context.Response.Body = answer;
        ForwarderError error = await forwarder.SendAsync(context, server.AbsoluteUri, http, Forwarding, HttpTransformer.Default, cancellationToken).ConfigureAwait(false);
        if (error is not ForwarderError.None && !context.Response.HasStarted)
        {
            // The server did not respond: there is nothing to record.
            await output.WriteLineAsync($"{request.Method} {request.Path}: {server} does not respond ({error}).").ConfigureAwait(false);
            return;
        }

        RecordedExchange exchange = new() { Request = request, Response = Describe(context.Response, answer, secrets) with { Incomplete = error is not ForwarderError.None && !IsWhole(context.Response, answer) } };
        string name = await folder.WriteAsync(number, exchange).ConfigureAwait(false);
        await output.WriteLineAsync($"{request.Method} {request.Path}: {context.Response.StatusCode}, {name}").ConfigureAwait(false);
    }

    /// <summary>
    /// Returns whether the whole response was forwarded. A client that has received it may close the connection before the forwarder completes, which is reported
    /// as an error.
    /// </summary>
    private static bool IsWhole(HttpResponse response, RecordingStream answer) => response.ContentLength == answer.Bytes.Length;

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.ToArray();
    }

    private static RecordedResponse Describe(HttpResponse response, RecordingStream answer, RecordedSecrets secrets)
    {
        Dictionary<string, string> headers = RecordedHeaders
            .Where(name => response.Headers.ContainsKey(name))
            .ToDictionary(name => name, name => secrets.Hide(response.Headers[name].ToString()));
        RecordedResponse described = new() { Status = response.StatusCode, Headers = headers.Count > 0 ? headers : null };
        if (response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) is true)
        {
            return described with { Stream = answer.Pieces(secrets) };
        }

        RecordedPiece whole = RecordedPiece.Create(answer.Milliseconds, answer.Bytes, secrets);
        described = described with { Milliseconds = whole.Milliseconds };
        if (whole.Text is not { Length: > 0 } text)
        {
            return described with { Base64 = whole.Base64 };
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return described with { Body = document.RootElement.Clone() };
        }
        catch (JsonException)
        {
            return described with { Text = text };
        }
    }
}
