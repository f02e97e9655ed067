using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>Facts that do not require a model: routes, errors, tokens, the list of models.</summary>
internal static class ServerFacts
{
    private const string Page = "server";

    public static IReadOnlyList<FactCheck> All { get; } =
    [
        new(Page, "the greeting, without a token", "unknown", FactNeeds.Token, static async (server, stop) =>
            FactAnswer.Tell(await server.SendAsync(HttpMethod.Get, "/lmstudio-greeting", token: null, stop).ConfigureAwait(false))),
        new(Page, "a malformed token", "401 that echoes its beginning", FactNeeds.Token, static async (server, stop) =>
        {
            DoctorResponse answer = await server.SendAsync(HttpMethod.Get, "/api/v1/models", "lmstudio-doctor", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer.Status == 401 && answer.Body.Contains("lmstudio-d", StringComparison.Ordinal), answer);
        }),
        new(Page, "a revoked token", "401", FactNeeds.Token, static async (server, stop) =>
        {
            DoctorResponse answer = await server.SendAsync(HttpMethod.Get, "/api/v1/models", "sk-lm-00000000:00000000000000000000", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer.Status == 401, answer);
        }),
        new(Page, "an unknown route", "200 with an error", FactNeeds.Nothing, static async (server, stop) =>
        {
            DoctorResponse answer = await server.GetAsync("/lmstudio-doctor", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer is { Status: 200, ErrorMessage: not null }, answer);
        }),
        new(Page, "an unknown route under /api/v1", "404, or 200 with an error", FactNeeds.Nothing, static async (server, stop) =>
        {
            DoctorResponse answer = await server.GetAsync("/api/v1/lmstudio-doctor", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer is { Status: 404 or 200, ErrorMessage: not null }, answer);
        }),
        new(Page, "compression, if a client requests it", "unknown", FactNeeds.Nothing, static async (server, stop) =>
            new FactAnswer(AsAssumed: null, (await server.GetCompressedAsync("/api/v1/models", stop).ConfigureAwait(false)).ContentEncoding ?? "none")),
        new(Page, "the types in the list of models", "llm, embedding; open", FactNeeds.Nothing, static async (server, stop) =>
        {
            DoctorResponse answer = await server.GetAsync("/api/v1/models", stop).ConfigureAwait(false);
            IEnumerable<string?> types = answer.Member("models").EnumerateArray().Select(static model => DoctorResponse.Text(model, "type")).Distinct();
            return new FactAnswer(AsAssumed: null, string.Join(", ", types));
        }),
        new(Page, "remaining_ttl_seconds of an instance", "next to config", FactNeeds.Nothing, static async (server, stop) =>
        {
            DoctorResponse answer = await server.GetAsync("/api/v1/models", stop).ConfigureAwait(false);
            JsonElement[] instances = [.. answer.Member("models").EnumerateArray().SelectMany(static model =>
                DoctorResponse.Member(model, "loaded_instances") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [])];
            bool inside = instances.Any(static instance => DoctorResponse.Member(DoctorResponse.Member(instance, "config"), "remaining_ttl_seconds").ValueKind is not JsonValueKind.Undefined);
            bool beside = instances.Any(static instance => DoctorResponse.Member(instance, "remaining_ttl_seconds").ValueKind is not JsonValueKind.Undefined);
            return new FactAnswer(inside ? false : beside ? true : null, inside ? "inside config" : beside ? "next to config" : "no instance has it");
        }),
        new(Page, "unloading an unknown instance", "404", FactNeeds.Nothing, static async (server, stop) =>
        {
            DoctorResponse answer = await server.PostAsync("/api/v1/models/unload", """{"instance_id":"lmstudio-doctor"}""", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer.Status == 404, answer);
        }),
        new(Page, "an unknown download job", "404, job_not_found", FactNeeds.Nothing, static async (server, stop) =>
        {
            DoctorResponse answer = await server.GetAsync("/api/v1/models/download/status/lmstudio-doctor", stop).ConfigureAwait(false);
            return FactAnswer.Compare(answer.Status == 404 && answer.Body.Contains("job_not_found", StringComparison.Ordinal), answer);
        }),
    ];
}
