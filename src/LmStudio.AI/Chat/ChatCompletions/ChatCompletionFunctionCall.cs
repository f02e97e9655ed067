using System.Text.Json;

namespace LmStudio.AI;

internal sealed class ChatCompletionFunctionCall
{
    public string? Name { get; init; }

    /// <summary>Gets the arguments: a JSON object as a string.</summary>
    public string? Arguments { get; init; }

    public static ChatCompletionFunctionCall Read(JsonElement function) => new()
    {
        Name = JsonMember.GetText(function, "name"),
        Arguments = JsonMember.GetTextOrJson(function, "arguments"),
    };
}
