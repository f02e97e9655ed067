using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LmStudio.AI.Tests;

/// <summary>All the ways in which a server can fail a request and repeat what it was sent meanwhile.</summary>
internal static class SecretEchoes
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns answers that have no stream.</summary>
    public static IEnumerable<Answer> Answers(string echo)
    {
        foreach (string json in new[] { JsonSerializer.Serialize(echo), JsonSerializer.Serialize(echo, Relaxed) })
        {
            string[] bodies =
            [
                """{"error":ECHO}""",
                """{"error":{"message":ECHO,"type":ECHO,"code":ECHO,"param":ECHO}}""",
                """{"type":"error","error":{"type":"invalid_request","message":ECHO}}""",
                """{"error":{"type":"mcp_connection_error","message":"No.","param":{"headers":[ECHO]}}}""",
                """{"message":ECHO}""",
                """{ECHO:1}""",
                """{"cut":ECHO""",
                "ECHO",
            ];
            foreach (string body in bodies)
            {
                foreach (int status in new[] { 200, 400, 401, 403, 404, 429, 500 })
                {
                    yield return Answer.Json(body.Replace("ECHO", json), status);
                }
            }
        }

        yield return Answer.Text($"<html><p>{WebUtility.HtmlEncode(echo)}</p></html>", "text/html", 502);
        yield return Answer.Text($"<html><p>{echo}</p></html>", "text/html");
        yield return Answer.Text($"retry=/x?q={Uri.EscapeDataString(echo)}", "text/plain", 302);
        yield return Answer.Text(echo, contentType: null, 500);
        yield return Answer.Failure(new HttpRequestException(echo, new IOException(echo)));
        yield return Answer.Failure(new HttpRequestException("An error occurred.", new InvalidOperationException(echo)));
        yield return Answer.Failure(new TaskCanceledException(echo, new TimeoutException(echo)));
        yield return Answer.Failure(new IOException(echo));
        yield return Answer.Failure(new InvalidOperationException(echo));
        yield return Answer.Failure(new AggregateException(new FormatException(echo)));
    }

    /// <summary>Returns streams of the endpoints, which all end or break badly.</summary>
    /// <param name="echo">What is repeated.</param>
    /// <param name="delta">The event for a piece of text.</param>
    public static IEnumerable<Answer> Streams(string echo, string delta)
    {
        foreach (string json in new[] { JsonSerializer.Serialize(echo), JsonSerializer.Serialize(echo, Relaxed) })
        {
            string[] endings =
            [
                """data: {"type":"error","error":{"message":ECHO,"type":ECHO,"code":ECHO,"param":ECHO}}""",
                """data: {"type":"error","message":ECHO,"code":ECHO}""",
                """data: {"error":ECHO}""",
                """data: {"type":"response.failed","response":{"id":"r","status":"failed","error":{"message":ECHO,"code":ECHO}}}""",
                $"event: {echo}\ndata: 42",
                $"event: {echo}\ndata: ECHO",
                """data: {"type":"message.delta","content":5,ECHO:ECHO""",
                """data: {"type":"chat.end",ECHO:5}""",
                $"data: {echo}",
            ];
            foreach (string ending in endings.Select(ending => ending.Replace("ECHO", json)))
            {
                yield return Answer.Stream(ending + "\n\n");
                yield return Answer.Stream(delta + ending + "\n\n");
            }
        }

        yield return Answer.Stream(delta);
        yield return Answer.Stream(ScriptedStream.Failing(delta, new IOException(echo)));
        yield return Answer.Stream(ScriptedStream.Failing("", new HttpRequestException(echo)));
    }
}
