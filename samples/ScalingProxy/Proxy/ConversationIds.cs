using Microsoft.AspNetCore.Http;

namespace ScalingSample.Proxy;

/// <summary>Where LM Studio's requests, answers and streams have the ids of conversations.</summary>
internal static class ConversationIds
{
    /// <summary>Whether the answers of an endpoint are stored and can be continued. The ids of both endpoints are the same ones.</summary>
    public static bool AreOf(PathString path) => path == "/api/v1/chat" || path == "/v1/responses";

    /// <summary>Returns the id that a request continues; the second name is that of the preview dialect.</summary>
    public static string? FindInRequest(ReadOnlySpan<byte> body) => JsonText.Find(body, "previous_response_id") ?? JsonText.Find(body, "thread_id");

    /// <summary>Returns the id of a whole answer: that of /api/v1/chat in both dialects, or that of /v1/responses.</summary>
    public static string? FindInAnswer(PathString path, ReadOnlySpan<byte> body) =>
        path == "/v1/responses" ? JsonText.Find(body, "id") : JsonText.Find(body, "response_id") ?? JsonText.Find(body, "thread_id");

    /// <summary>Returns the id of an event of a stream. Few events have one, and only these are read.</summary>
    /// <param name="type">The type on the event's line, which need not be there: the data have it too.</param>
    /// <param name="data">The data.</param>
    public static string? FindInEvent(string type, ReadOnlySpan<byte> data) => type switch
    {
        "chat.end" => FindInResult(data),
        "response.created" or "response.in_progress" or "response.completed" or "response.incomplete" => JsonText.Find(data, "response", "id"),
        "message" => FindInResult(data) ?? JsonText.Find(data, "response", "id"),
        _ => null,
    };

    /// <summary>Returns whether an answer says that the server does not have the conversation. The native code is only <c>invalid_value</c>, so the param decides.</summary>
    public static bool IsUnknown(ReadOnlySpan<byte> body) =>
        JsonText.Find(body, "error", "param") is "previous_response_id" or "thread_id"
        || JsonText.Find(body, "error", "code") == "previous_response_not_found";

    private static string? FindInResult(ReadOnlySpan<byte> data) => JsonText.Find(data, "result", "response_id") ?? JsonText.Find(data, "result", "thread_id");
}
