using LmStudio.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PipelineSample.Endpoints;

/// <summary>The only code that depends on the providers.</summary>
internal static class ChatEndpointRegistration
{
    /// <summary>Registers the chat client of an endpoint with the endpoint's name as the key.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="name">The name of a section of <c>Endpoints</c>.</param>
    /// <exception cref="OptionsValidationException">A setting of the endpoint is invalid.</exception>
    public static void AddChatEndpoint(this IHostApplicationBuilder builder, string name)
    {
        IConfigurationSection section = builder.Configuration.GetSection($"Endpoints:{name}");
        switch (section["Provider"])
        {
            case "LmStudio" or EmulatedEndpoint.Provider:
                _ = builder.Services.AddKeyedLmStudioClient(name, section).AddChatClient(configure: AskIndependently);
                break;
            case "OpenAI":
                _ = builder.Services.AddKeyedSingleton(name, (_, _) => OpenAIEndpoint.Connect(section));
                break;
            case var provider:
                throw new OptionsValidationException(name, typeof(IConfigurationSection), [$"'{section.Path}:Provider' is {(provider is null ? "not set" : $"'{provider}'")}. It must be LmStudio, Emulator or OpenAI."]);
        }
    }

    private static void AskIndependently(LmStudioChatClientOptions options)
    {
        // These conversations are not continued, so the server need not store them.
        options.Store = false;
        // The fallback can only take over before the first update, so that update should be part of the response.
        options.StreamProgress = false;
    }
}
