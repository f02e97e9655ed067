using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>Facts of <c>/v1/responses</c>.</summary>
internal static class ResponsesFacts
{
    private const string Page = "/v1/responses";

    public static IReadOnlyList<FactCheck> All { get; } =
    [
        new(Page, "a schema in text.format", "disputed", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(
                Page,
                """
                {"model":$MODEL,"input":"Name a color.","store":false,"text":{"format":{"type":"json_schema","name":"color","strict":true,
                  "schema":{"type":"object","properties":{"color":{"type":"string"}},"required":["color"]}}}}
                """,
                stop).ConfigureAwait(false);
            return new FactAnswer(AsAssumed: null, answer.IsSuccess ? (IsObject(OutputText(answer)) ? "followed" : $"not followed: {DoctorResponse.Shorten(OutputText(answer))}") : answer.Summary);
        }),
        new(Page, "the status of a response that was cut off", "incomplete or completed", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Count from one to ten in words.","max_output_tokens":4,"store":false}""", stop).ConfigureAwait(false);
            return new FactAnswer(answer.Text("status") is "incomplete" or "completed", answer.Text("status") ?? answer.Summary);
        }),
        new(Page, "an unknown conversation", "rejected", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Hi","previous_response_id":"resp_000000000000000000000000000000000000000000000000"}""", stop).ConfigureAwait(false);
            return FactAnswer.Compare(!answer.IsSuccess, answer);
        }),
        Asked("an unknown field", "unknown", "\"lmstudio_doctor\":1", isAssumed: null),
        Asked("ttl", "ignored", "\"ttl\":60", static answer => answer.IsSuccess),
        Asked("instructions and temperature", "200", "\"instructions\":\"Be brief.\",\"temperature\":0.1", static answer => answer.IsSuccess),
        Asked("tool_choice as an object", "rejected", """
            "tools":[{"type":"function","name":"get_time","parameters":{"type":"object","properties":{}}}],"tool_choice":{"type":"function","name":"get_time"}
            """, isAssumed: null),
        Asked("the value of top_p in the response", "a number or false", "\"stream\":false", isAssumed: null, static answer => answer.Member("top_p").ToString()),
        new(Page, "where a stream has the type of an event", "on the event line and in the data", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Hi","max_output_tokens":16,"store":false,"stream":true}""", stop).ConfigureAwait(false);
            bool line = answer.EventNames().Count > 0;
            bool data = answer.Body.Contains("\"type\":\"response.created\"", StringComparison.Ordinal) || answer.Body.Contains("\"type\": \"response.created\"", StringComparison.Ordinal);
            return new FactAnswer(line && data, (line, data) switch { (true, true) => "both", (true, false) => "the line", (false, true) => "the data", _ => answer.Summary });
        }),
    ];

    private static FactCheck Asked(string fact, string assumed, string field, Predicate<DoctorResponse>? isAssumed, Func<DoctorResponse, string>? describe = null) => new(Page, fact, assumed, FactNeeds.Model, async (server, stop) =>
    {
        DoctorResponse answer = await server.PostAsync(Page, $$"""{"model":$MODEL,"input":"Hi","max_output_tokens":16,"store":false,{{field}}}""", stop).ConfigureAwait(false);
        return new FactAnswer(isAssumed?.Invoke(answer), describe is not null && answer.IsSuccess ? describe(answer) : answer.Summary);
    });

    private static string OutputText(DoctorResponse answer) =>
        answer.Member("output") is { ValueKind: JsonValueKind.Array } output
            ? string.Concat(output.EnumerateArray()
                .Select(static item => DoctorResponse.Member(item, "content"))
                .Where(static content => content.ValueKind is JsonValueKind.Array)
                .SelectMany(static content => content.EnumerateArray())
                .Where(static part => DoctorResponse.Text(part, "type") == "output_text")
                .Select(static part => DoctorResponse.Text(part, "text")))
            : "";

    private static bool IsObject(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
