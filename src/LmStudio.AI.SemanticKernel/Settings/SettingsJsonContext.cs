using System.Text.Json.Serialization;

namespace LmStudio.AI.SemanticKernel;

/// <summary>How settings are read, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LmStudioIntegration))]
[JsonSerializable(typeof(LmStudioPromptExecutionSettings))]
internal sealed partial class SettingsJsonContext : JsonSerializerContext;
