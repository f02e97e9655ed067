using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Which functions are offered to the model, and whether it must call one.</summary>
internal static class FunctionTools
{
    /// <summary>
    /// Returns the functions to send: none if no tool may be called, and only one if a specific one is required, as LM Studio cannot require one of several.
    /// </summary>
    /// <exception cref="ArgumentException">A function is required that is not among the tools.</exception>
    public static IReadOnlyList<AIFunctionDeclaration> Get(ChatOptions? options)
    {
        if (options is null || options.ToolMode is NoneChatToolMode)
        {
            return [];
        }

        AIFunctionDeclaration[] functions = [.. (options.Tools ?? []).OfType<AIFunctionDeclaration>()];
        if (options.ToolMode is not RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            return functions;
        }

        return Array.Find(functions, function => function.Name == name) is { } required
            ? [required]
            : throw new ArgumentException($"ChatOptions.ToolMode requires the function '{name}', but it is not among ChatOptions.Tools.", nameof(options));
    }

    /// <summary>Returns whether a function can be invoked without arguments. Middleware may have functions that are not among the tools.</summary>
    public static bool CanRunWithoutArguments(string name, ChatOptions? options) =>
        !(options?.Tools ?? []).OfType<AIFunctionDeclaration>().Any(function => function.Name == name && HasRequiredParameters(function.JsonSchema));

    /// <summary>Returns LM Studio's value for a tool mode, for a request with tools, or <see langword="null"/> for the server's default.</summary>
    public static string? GetChoice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => "none",
        AutoChatToolMode => "auto",
        RequiredChatToolMode => "required",
        _ => null,
    };

    private static bool HasRequiredParameters(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("required", out JsonElement required)
        && required.ValueKind == JsonValueKind.Array
        && required.GetArrayLength() > 0;
}
