using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;

namespace PipelineSample.Endpoints;

/// <summary>A server with OpenAI's chat completions API: OpenAI itself, Ollama, llama.cpp, vLLM and many others.</summary>
internal static class OpenAIEndpoint
{
    public static IChatClient Connect(IConfigurationSection section)
    {
        if (!Uri.TryCreate(section["Endpoint"], UriKind.Absolute, out Uri? endpoint))
        {
            throw Wrong($"'{section.Path}:Endpoint' is not an absolute address like https://api.openai.com/v1.");
        }

        if (section["Model"] is not { Length: > 0 } model)
        {
            throw Wrong($"'{section.Path}:Model' is not set. OpenAI-compatible servers have no default model.");
        }

        OpenAIClientOptions options = new()
        {
            Endpoint = endpoint,
            // If there is a fallback, it is used immediately.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        };
        return new ChatClient(model, new ApiKeyCredential(ReadKey(section)), options).AsIChatClient();
    }

    /// <summary>Servers without keys accept any key, but the client requires one.</summary>
    private static string ReadKey(IConfigurationSection section) =>
        section["ApiKey"] is { Length: > 0 } key ? key
        : Environment.GetEnvironmentVariable("OPENAI_API_KEY") is { Length: > 0 } variable ? variable
        : "none";

    private static OptionsValidationException Wrong(string failure) => new("OpenAI", typeof(OpenAIClientOptions), [failure]);
}
