using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>Facts of <c>/api/v1/chat</c>.</summary>
internal static class NativeFacts
{
    private const string Page = "/api/v1/chat";

    public static IReadOnlyList<FactCheck> All { get; } =
    [
        Refused("JSON that cannot be parsed", "400, invalid_json", """{"model":""", static answer => answer is { Status: 400, ErrorCode: "invalid_json" }),
        Refused("an unknown model", "404", """{"model":"lmstudio-doctor/none","input":"Hi"}""", static answer => answer.Status == 404),
        Refused("ttl", "400, unrecognized_keys", """{"model":"lmstudio-doctor/none","input":"Hi","ttl":60}""", static answer => answer is { Status: 400, ErrorCode: "unrecognized_keys" }),
        Refused("a field from the API's drafts", "400, unrecognized_keys", """{"model":"lmstudio-doctor/none","input":"Hi","thread_id":"thread_1"}""", static answer => answer is { Status: 400, ErrorCode: "unrecognized_keys" }),
        Refused("presence_penalty", "unknown", """{"model":"lmstudio-doctor/none","input":"Hi","presence_penalty":0}""", isAssumed: null),
        new(Page, "an unknown conversation", "400 with param previous_response_id", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Hi","previous_response_id":"resp_000000000000000000000000000000000000000000000000","max_output_tokens":4}""", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer is { Status: 400, ErrorParam: "previous_response_id" }, answer);
        }),
        new(Page, "several text items", "200", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":[{"type":"text","content":"Say"},{"type":"text","content":"hi."}],"max_output_tokens":4,"store":false}""", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer.IsSuccess, answer);
        }),
        new(Page, "a temperature above 1", "unknown", FactNeeds.Model, static async (server, stop) =>
            FactAnswer.Tell(await server.PostAsync(Page, """{"model":$MODEL,"input":"Hi","temperature":1.5,"max_output_tokens":4,"store":false}""", stop).ConfigureAwait(false))),
        new(Page, "the token count of a response that was cut off", "equal to the requested maximum", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Count from one to ten in words.","max_output_tokens":4,"store":false}""", stop).ConfigureAwait(false);
            JsonElement tokens = DoctorResponse.Member(answer.Member("stats"), "total_output_tokens");
            return tokens.ValueKind is JsonValueKind.Number ? new FactAnswer(tokens.GetInt64() == 4, $"{tokens} of 4") : FactAnswer.Compare(false, answer);
        }),
        new(Page, "the content type of a stream", "text/event-stream without charset", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Hi","max_output_tokens":4,"store":false,"stream":true}""", stop).ConfigureAwait(false);
            return new FactAnswer(answer.ContentType == "text/event-stream", answer.ContentType);
        }),
        new(Page, "the events of a stream", "may include unknown events", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync(Page, """{"model":$MODEL,"input":"Hi","max_output_tokens":8,"store":false,"stream":true}""", stop).ConfigureAwait(false);
            return new FactAnswer(AsAssumed: null, string.Join(", ", answer.EventNames()));
        }),
        new(Page, "continuing a response of /v1/responses", "200", FactNeeds.Model, static async (server, stop) =>
        {
            DoctorResponse first = await server.PostAsync("/v1/responses", """{"model":$MODEL,"input":"Hi","max_output_tokens":16}""", stop).ConfigureAwait(false);
            DoctorResponse answer = await server.PostAsync(Page, $$"""{"model":$MODEL,"input":"Go on.","previous_response_id":{{JsonSerializer.Serialize(first.Text("id"))}},"max_output_tokens":4,"store":false}""", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer.IsSuccess, answer);
        }),
    ];

    private static FactCheck Refused(string fact, string assumed, string json, Predicate<DoctorResponse>? isAssumed) => new(Page, fact, assumed, FactNeeds.Nothing, async (server, stop) =>
    {
        DoctorResponse answer = await server.PostAsync(Page, json, stop).ConfigureAwait(false);
        return isAssumed is null ? FactAnswer.Tell(answer) : FactAnswer.Compare(isAssumed(answer), answer);
    });
}
