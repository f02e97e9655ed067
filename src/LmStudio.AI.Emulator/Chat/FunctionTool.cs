using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>A function that the client calls when the model asks for it.</summary>
/// <param name="Name">The name that the client has for it.</param>
/// <param name="Description">What the function does.</param>
/// <param name="Parameters">The JSON schema of the arguments.</param>
internal sealed record FunctionTool(string Name, string? Description, JsonElement Parameters)
{
    /// <summary>Gets the name as the model knows it: LM Studio puts names of tools into snake case before the model sees them.</summary>
    /// <remarks>See <see href="https://lmstudio.ai/docs/developer/api-changelog"/>.</remarks>
    public string Name { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(Name).Replace('-', '_');
}
