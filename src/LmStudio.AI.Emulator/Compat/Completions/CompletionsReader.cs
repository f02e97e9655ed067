using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the body of <c>POST /v1/completions</c>.</summary>
internal static class CompletionsReader
{
    /// <exception cref="WireException">The request is rejected.</exception>
    public static CompatRequest Read(JsonElement body)
    {
        IReadOnlyList<string> prompt = body.Texts("prompt");
        if (prompt.Count is 0)
        {
            throw CompatErrors.Text("'prompt' field is required");
        }

        return new()
        {
            Chat = CompatOptions.Read(body) with
            {
                Input = [new InputPart.Text(prompt[0])],
                MaxOutputTokens = CompatOptions.Limit(body, "max_tokens"),

                // Without a chat template, there is no reasoning.
                Reasoning = "off",
            },
        };
    }
}
