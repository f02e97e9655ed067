using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>Reads a request in the form in which it is recorded and compared: without secrets.</summary>
internal static class RecordedRequestReader
{
    public static RecordedRequest Read(HttpRequest request, string body, out RecordedSecrets secrets)
    {
        secrets = new RecordedSecrets(request.Headers.Authorization.ToString(), request.Headers["x-api-key"].ToString());
        string path = secrets.Hide(request.Path + request.QueryString.ToString());
        if (body.Length == 0)
        {
            return new RecordedRequest { Method = request.Method, Path = path };
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return new RecordedRequest { Method = request.Method, Path = path, Body = secrets.HideInRequest(document.RootElement) };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // Not JSON, or JSON that .NET cannot hold, such as half a surrogate.
            return new RecordedRequest { Method = request.Method, Path = path, Text = secrets.Hide(body) };
        }
    }
}
