namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>Facts of <c>/v1/chat/completions</c>.</summary>
internal static class ChatCompletionsFacts
{
    private const string Page = "/v1/chat/completions";

    public static IReadOnlyList<FactCheck> All { get; } =
    [
        Asked("an unknown field", "ignored", "\"lmstudio_doctor\":1", static answer => answer.IsSuccess),
        Asked("a null field", "unknown", "\"seed\":null", isAssumed: null),
        Asked("tool_choice as an object", "400", """
            "tools":[{"type":"function","function":{"name":"get_time","parameters":{"type":"object","properties":{}}}}],"tool_choice":{"type":"function","function":{"name":"get_time"}}
            """, static answer => !answer.IsSuccess),
        Asked("response_format json_object", "400", """ "response_format":{"type":"json_object"} """, static answer => !answer.IsSuccess),
        Asked("reasoning_effort xhigh", "200", "\"reasoning_effort\":\"xhigh\"", static answer => answer.IsSuccess),
        Asked("parallel_tool_calls", "200", "\"parallel_tool_calls\":false", static answer => answer.IsSuccess),
        new(Page, "the reasoning of an earlier turn in the request", "unknown", FactNeeds.Model, static async (server, stop) => FactAnswer.Tell(await server.PostAsync(
            Page,
            """
            {"model":$MODEL,"max_tokens":4,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","reasoning_content":"A greeting."},{"role":"user","content":"Bye"}]}
            """,
            stop).ConfigureAwait(false))),
        new(Page, "an assistant message at the end", "continued", FactNeeds.Model, static async (server, stop) => FactAnswer.Tell(await server.PostAsync(
            Page,
            """{"model":$MODEL,"max_tokens":4,"messages":[{"role":"user","content":"Count."},{"role":"assistant","content":"One, two,"}]}""",
            stop).ConfigureAwait(false))),
    ];

    private static FactCheck Asked(string fact, string assumed, string field, Predicate<DoctorResponse>? isAssumed) => new(Page, fact, assumed, FactNeeds.Model, async (server, stop) =>
    {
        DoctorResponse answer = await server.PostAsync(
            Page, $$"""{"model":$MODEL,"max_tokens":4,"messages":[{"role":"user","content":"Hi"}],{{field}}}""", stop).ConfigureAwait(false);
        return isAssumed is null ? FactAnswer.Tell(answer) : FactAnswer.Compare(isAssumed(answer), answer);
    });
}
