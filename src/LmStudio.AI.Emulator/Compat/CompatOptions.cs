using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the fields that have the same name and meaning on several compatible endpoints.</summary>
internal static class CompatOptions
{
    /// <summary>Gets the schema of a function without parameters.</summary>
    public static JsonElement NoParameters { get; } = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public static ChatRequest Read(JsonElement body) => new()
    {
        Model = body.Text("model") ?? "",
        Input = [],
        Stream = body.Flag("stream") ?? false,
        Temperature = body.Number("temperature"),
        TopP = body.Number("top_p"),
        TopK = body.Integer("top_k"),
        StopSequences = [.. body.Texts("stop").Where(static stop => stop.Length > 0)],
        Seed = (long?)body.Number("seed"),
        PresencePenalty = body.Number("presence_penalty"),
        FrequencyPenalty = body.Number("frequency_penalty"),
        DraftModel = body.Text("draft_model"),
        ParallelCalls = body.Flag("parallel_tool_calls") ?? true,
    };

    /// <summary>Reads a limit of tokens. -1, LM Studio's default, means that there is none.</summary>
    public static int? Limit(JsonElement body, string name) => body.Integer(name) is { } limit and > 0 ? limit : null;

    /// <summary>Reads <c>ttl</c>, which is in seconds. Values that are not positive numbers are accepted and ignored, as captured.</summary>
    public static TimeSpan? TimeToLive(JsonElement body) => body.Number("ttl") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null;

    /// <exception cref="WireException">It is not one of the three strings: LM Studio does not accept a specific function.</exception>
    public static ToolChoice ReadToolChoice(JsonElement body) => body.Field("tool_choice") switch
    {
        null => ToolChoice.Auto,
        { ValueKind: JsonValueKind.String } text => text.GetString() switch
        {
            "auto" => ToolChoice.Auto,
            "none" => ToolChoice.None,
            "required" => ToolChoice.Required,
            var other => throw CompatErrors.InvalidToolChoice(other!),
        },
        { } other => throw CompatErrors.InvalidToolChoice(SchemaReader.TypeName(other)),
    };
}
