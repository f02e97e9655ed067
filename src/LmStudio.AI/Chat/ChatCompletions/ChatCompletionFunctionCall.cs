using System.Text.Json.Serialization;

namespace LmStudio.AI;

internal sealed class ChatCompletionFunctionCall
{
    public string? Name { get; init; }

    /// <summary>Gets the arguments as the text of a JSON object.</summary>
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Arguments { get; init; }
}
