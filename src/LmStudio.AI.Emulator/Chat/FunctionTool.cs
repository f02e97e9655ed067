using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>A function that the client invokes when the model calls it.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Description">What the function does.</param>
/// <param name="Parameters">The JSON schema of the arguments.</param>
internal sealed record FunctionTool(string Name, string? Description, JsonElement Parameters)
{
    /// <summary>Gets the name that the model sees, which LM Studio converts to snake case.</summary>
    /// <remarks>See <see href="https://lmstudio.ai/docs/developer/api-changelog"/>.</remarks>
    public string Name { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(Name).Replace('-', '_');
}
