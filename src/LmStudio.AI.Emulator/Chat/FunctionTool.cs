using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>A function that the client calls when the model asks for it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What the function does.</param>
/// <param name="Parameters">The JSON schema of the arguments.</param>
internal sealed record FunctionTool(string Name, string? Description, JsonElement Parameters);
