namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>Facts of <c>/v1/messages</c>.</summary>
internal static class MessagesFacts
{
    private const string Page = "/v1/messages";

    public static IReadOnlyList<FactCheck> All { get; } =
    [
        new(Page, "an unknown model", "unknown", FactNeeds.Nothing, static async (server, stop) => FactAnswer.Tell(await server.PostAsync(
            Page, """{"model":"lmstudio-doctor/none","messages":[{"role":"user","content":"Hi"}],"max_tokens":4}""", stop).ConfigureAwait(false))),
        Asked("no max_tokens", "unknown", "\"temperature\":0.1", isAssumed: null, maxTokens: false),
        Asked("an unknown field", "unknown", "\"lmstudio_doctor\":1", isAssumed: null),
        Asked("thinking", "unknown", """ "thinking":{"type":"disabled"} """, isAssumed: null),
        Asked("top_k and stop_sequences", "200", "\"top_k\":20,\"stop_sequences\":[\"###\"]", static answer => answer.IsSuccess),
        Asked("cache token counts in the usage", "unknown", "\"stream\":false", isAssumed: null, describe: static answer => answer.Member("usage").ToString()),
        Asked("the events of a stream", "no ping", "\"stream\":true", static answer => !answer.EventNames().Contains("ping"), describe: static answer => string.Join(", ", answer.EventNames())),
    ];

    private static FactCheck Asked(
        string fact, string assumed, string field, Predicate<DoctorResponse>? isAssumed, bool maxTokens = true, Func<DoctorResponse, string>? describe = null) => new(Page, fact, assumed, FactNeeds.Model, async (server, stop) =>
    {
        string limit = maxTokens ? "\"max_tokens\":4," : "";
        DoctorResponse answer = await server.PostAsync(
            Page, $$"""{"model":$MODEL,"messages":[{"role":"user","content":"Say hi."}],{{limit}}{{field}}}""", stop).ConfigureAwait(false);
        return new FactAnswer(isAssumed?.Invoke(answer), describe is not null && answer.IsSuccess ? DoctorResponse.Shorten(describe(answer)) : answer.Summary);
    });
}
