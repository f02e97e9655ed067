using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Converts the settings of Semantic Kernel's base class or of another connector to LM Studio's settings.</summary>
internal static class SettingsReader
{
    public static LmStudioPromptExecutionSettings Read(PromptExecutionSettings settings)
    {
        JsonObject values = settings.GetType() == typeof(PromptExecutionSettings) ? ToJson(settings.ExtensionData) : ToJson(settings);
        foreach (string ofTheBaseClass in (string[])["service_id", "model_id", "function_choice_behavior"])
        {
            _ = values.Remove(ofTheBaseClass);
        }

        LmStudioPromptExecutionSettings read = values.Deserialize(SettingsJsonContext.Default.LmStudioPromptExecutionSettings)!;
        read.ServiceId = settings.ServiceId;
        read.ModelId = settings.ModelId;

        // It contains functions, which JSON would lose.
        read.FunctionChoiceBehavior = settings.FunctionChoiceBehavior;
        return read;
    }

    private static JsonObject ToJson(IDictionary<string, object>? data)
    {
        JsonObject values = [];
        foreach (KeyValuePair<string, object> entry in data ?? new Dictionary<string, object>())
        {
            values[entry.Key] = entry.Value is null ? null : JsonSerializer.SerializeToNode(entry.Value, AIJsonUtilities.DefaultOptions.GetTypeInfo(entry.Value.GetType()));
        }

        return values;
    }

    /// <summary>Another connector's settings can only be read with the serializer, as Semantic Kernel does.</summary>
    private static JsonObject ToJson(PromptExecutionSettings settings) =>
        (JsonObject)JsonSerializer.SerializeToNode(settings, AIJsonUtilities.DefaultOptions.GetTypeInfo(settings.GetType()))!;
}
