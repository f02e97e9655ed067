using System.Text.Json.Serialization;

namespace LmStudio.AI;

internal sealed class LmStudioGreeting
{
    [JsonPropertyName("lmstudio")]
    public bool IsLmStudio { get; set; }
}
