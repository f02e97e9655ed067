using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>Something that goes wrong on the way to an answer.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Variant">In which form, for faults that come in several.</param>
/// <param name="AnswerAsync">Writes the answer to an operation, and returns to close the connection. <see langword="null"/> where no server listens.</param>
internal sealed record Fault(string Name, string Variant, Func<Socket, Operation, CancellationToken, Task>? AnswerAsync)
{
    private static readonly (string Name, string Type, string Body)[] Bodies =
        [("JSON", "application/json", """{"error":{"message":"Oops","type":"unknown"}}"""), ("HTML", "text/html", "<h1>Oops</h1>"), ("empty", "text/plain", "")];

    private static readonly int[] Statuses = [400, 401, 403, 404, 405, 408, 413, 415, 429, 500, 501, 502, 503, 504];

    /// <summary>Gets a value indicating whether it can befall only streams.</summary>
    public bool IsOfStreams { get; private init; }

    /// <summary>Gets the limit for the answer that the <see cref="HttpClient"/> has.</summary>
    public TimeSpan Timeout { get; private init; } = System.Threading.Timeout.InfiniteTimeSpan;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("no server listens", "", null),
        new("the connection is closed before a response", "", static (_, _, _) => Task.CompletedTask),
        new("the connection is reset before a response", "", static (socket, _, _) => ResetAsync(socket)),
        new("the connection is reset after the headers", "", static async (socket, operation, token) =>
        {
            await RawServer.WriteAsync(socket, Head(200, TypeOf(operation), length: 1000), token);
            await ResetAsync(socket);
        }),
        new("an incomplete body", "", static (socket, operation, token) => operation.Events is null
            ? RawServer.WriteAsync(socket, Head(200, "application/json", length: 1000) + operation.Right[..5], token)
            : RawServer.WriteAsync(socket, Head(200, "text/event-stream", length: 1000) + operation.Right[..5], token)),
        new("no response within HttpClient.Timeout", "", static (socket, _, token) => RawServer.WaitForCloseAsync(socket, token)) { Timeout = TimeSpan.FromMilliseconds(50) },
        new("not HTTP", "", static (socket, _, token) => RawServer.WriteAsync(socket, "SSH-2.0-OpenSSH_9.6\r\n", token)),
        Answer("status 200", "HTML", 200, "text/html", static _ => "<h1>Welcome</h1>"),
        Answer("status 200", "empty", 200, "application/json", static _ => ""),
        Answer("status 200", "{}", 200, "application/json", static _ => "{}"),
        Answer("status 200 and the error of an unknown route", "", 200, "application/json", static _ => """{"error":"Unexpected endpoint or method. (POST /x)"}"""),
        Answer("status 200 and another error", "", 200, "application/json", static _ => """{"error":{"message":"Oops","type":"internal_error"}}"""),
        Answer("status 204", "", 204, null, static _ => ""),
        Answer("status 301, 302, 303, 307 or 308 to another address", "", 307, "text/html", static _ => "", "Location: https://lm.test/\r\n"),
        Answer("status 304", "", 304, null, static _ => ""),
        .. Statuses.SelectMany(static status => Bodies.Select(body => Answer($"status {status}", body.Name, status, body.Type, _ => body.Body))),
        Answer("the expected response as text/plain", "", 200, "text/plain", static operation => operation.Right),
        new("the expected response in gzip, which was not requested", "", static (socket, operation, token) => WriteAsync(socket, Head(200, TypeOf(operation), more: "Content-Encoding: gzip\r\n"), Compress(operation.Right), token)),
        new("the expected response in UTF-16", "", static (socket, operation, token) => WriteAsync(socket, Head(200, TypeOf(operation) + "; charset=utf-16"), Encoding.Unicode.GetBytes(operation.Right), token)),
        Stream("an error event before output", static events => events.Start + events.Error),
        Stream("an error event after output", static events => events.Start + events.Text + events.Error),
        Stream("an error event after output, followed by the usual end", static events => events.Start + events.Text + events.Error + events.End),
        Stream("an event that is not JSON, after output", static events => events.Start + events.Text + "data: {oops\n\n" + events.End),
        Stream("the end before output", static events => events.Start),
        Stream("the end after output, without the last event", static events => events.Start + events.Text),
        new("the connection is closed within the stream", "", static async (socket, operation, token) =>
        {
            await RawServer.WriteAsync(socket, RawServer.StreamHead, token);
            await RawServer.WriteChunkAsync(socket, operation.Events!.Start + operation.Events.Text, token);
        })
        {
            IsOfStreams = true,
        },
    ];

    private static string TypeOf(Operation operation) => operation.Events is null ? "application/json" : "text/event-stream";

    private static Fault Answer(string name, string variant, int status, string? type, Func<Operation, string> getBody, string more = "") =>
        new(name, variant, (socket, operation, token) => RawServer.WriteAsync(socket, Head(status, type, more: more) + getBody(operation), token));

    private static Fault Stream(string name, Func<StreamEvents, string> getEvents) =>
        new(name, "", (socket, operation, token) => RawServer.WriteAsync(socket, Head(200, "text/event-stream") + getEvents(operation.Events!), token)) { IsOfStreams = true };

    private static string Head(int status, string? type, int? length = null, string more = "") =>
        $"HTTP/1.1 {status} X\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}{(length is null ? "" : $"Content-Length: {length}\r\n")}Connection: close\r\n{more}\r\n";

    private static async Task WriteAsync(Socket socket, string head, byte[] body, CancellationToken cancellationToken)
    {
        await RawServer.WriteAsync(socket, head, cancellationToken);
        _ = await socket.SendAsync(body, SocketFlags.None, cancellationToken);
    }

    private static Task ResetAsync(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        return Task.CompletedTask;
    }

    private static byte[] Compress(string text)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }
}
