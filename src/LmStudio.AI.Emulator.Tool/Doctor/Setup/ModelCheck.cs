using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>Finds a model to send requests to.</summary>
internal static class ModelCheck
{
    /// <param name="http">Sends requests.</param>
    /// <param name="settings">The options of the command.</param>
    /// <param name="models">The response of <c>/api/v1/models</c>.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public static async Task<SetupResult> RunAsync(DoctorHttp http, DoctorSettings settings, DoctorResponse models, CancellationToken cancellationToken)
    {
        JsonElement[] chatModels = [.. models.Member("models").EnumerateArray().Where(static model => DoctorResponse.Text(model, "type") is "llm" or null)];
        if (chatModels.Length == 0)
        {
            return new SetupResult(new SetupProblem("No chat model is downloaded.", "Download one in LM Studio, or with 'lms get openai/gpt-oss-20b'."), Model: null, []);
        }

        if (settings.Model is { } wanted)
        {
            return chatModels.Any(model => Names(model).Contains(wanted, StringComparer.OrdinalIgnoreCase))
                ? new SetupResult(Problem: null, wanted, [])
                : new SetupResult(new SetupProblem($"The model '{wanted}' is not downloaded.", $"The downloaded models are {string.Join(", ", chatModels.Select(Key))}."), Model: null, []);
        }

        IEnumerable<JsonElement> bySize = chatModels.OrderBy(Size);
        string? loaded = bySize.SelectMany(InstanceIds).FirstOrDefault();
        if (loaded is not null)
        {
            return new SetupResult(Problem: null, loaded, []);
        }

        // With JIT loading, the OpenAI-compatible list contains all downloaded models; otherwise, only the loaded ones.
        DoctorResponse listed = await http.GetAsync(ServerCheck.Prefix(settings) + "/v1/models", cancellationToken).ConfigureAwait(false);
        bool loadsOnDemand = listed.Member("data") is { ValueKind: JsonValueKind.Array } data && data.EnumerateArray().Any(model => DoctorResponse.Text(model, "id") == Key(chatModels[0]));
        return (loadsOnDemand, settings.Load) switch
        {
            (false, _) => new SetupResult(
                new SetupProblem("No model is loaded, and JIT loading is off.", "Load one in LM Studio or with 'lms load', or turn on \"JIT loading\" in the Developer settings."), Model: null, []),
            (true, true) => new SetupResult(Problem: null, Key(bySize.First()), ["No model was loaded, so the smallest one was loaded for the checks."]),
            (true, false) => new SetupResult(Problem: null, Model: null, ["No model is loaded: the first request loads one. Specify --load to load the smallest model and check it."]),
        };
    }

    private static IEnumerable<string> Names(JsonElement model) => [Key(model), .. InstanceIds(model)];

    private static string Key(JsonElement model) => DoctorResponse.Text(model, "key") ?? "";

    private static long Size(JsonElement model) => DoctorResponse.Member(model, "size_bytes") is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out long bytes) ? bytes : long.MaxValue;

    private static IEnumerable<string> InstanceIds(JsonElement model) =>
        DoctorResponse.Member(model, "loaded_instances") is { ValueKind: JsonValueKind.Array } instances
            ? instances.EnumerateArray().Select(static instance => DoctorResponse.Text(instance, "id")).OfType<string>()
            : [];
}
