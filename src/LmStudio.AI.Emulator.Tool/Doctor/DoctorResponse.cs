using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>A server's response.</summary>
internal sealed record DoctorResponse
{
    public required int Status { get; init; }

    public required string Body { get; init; }

    /// <summary>Gets the value of the Content-Type header, or an empty string.</summary>
    public required string ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public Uri? Location { get; init; }

    /// <summary>Gets the time until the first byte of the body.</summary>
    public TimeSpan FirstByte { get; init; }

    /// <summary>Gets the time until the end of the body.</summary>
    public TimeSpan LastByte { get; init; }

    /// <summary>Gets the body as JSON, or a value of the kind <see cref="JsonValueKind.Undefined"/>.</summary>
    public JsonElement Json { get; private init; }

    public bool IsSuccess => Status is >= 200 and < 300 && ErrorMessage is null;

    /// <summary>Gets the message of the error in the body in any format, or null.</summary>
    public string? ErrorMessage => Member(Json, "error") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } error => Text(error, "message"),
        _ => null,
    };

    /// <summary>Gets the code of the error in the body, or null.</summary>
    public string? ErrorCode => Text(Member(Json, "error"), "code");

    /// <summary>Gets the param of the error in the body, or null.</summary>
    public string? ErrorParam => Text(Member(Json, "error"), "param");

    /// <summary>Gets the status and the message as one short line.</summary>
    public string Summary => ErrorMessage is { } message ? $"{Status}, {Shorten(message)}" : $"{Status}";

    public static DoctorResponse Create(DoctorResponse answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return answer with { Json = document.RootElement.Clone() };
        }
        catch (JsonException)
        {
            return answer;
        }
    }

    /// <summary>Gets the distinct event types of a stream, from its <c>event:</c> lines, in order.</summary>
    public IReadOnlyList<string> EventNames() =>
        [.. Body.Split('\n').Where(line => line.StartsWith("event:", StringComparison.Ordinal)).Select(line => line[6..].Trim()).Distinct()];

    public JsonElement Member(string name) => Member(Json, name);

    public string? Text(string name) => Text(Json, name);

    public static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : default;

    public static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > 100 ? line[..100] + "…" : line;
    }
}
