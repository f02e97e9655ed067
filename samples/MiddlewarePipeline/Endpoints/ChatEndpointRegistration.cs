using LmStudio.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PipelineSample.Endpoints;

/// <summary>The one place that knows providers.</summary>
internal static class ChatEndpointRegistration
{
    /// <summary>Registers the chat client of an endpoint, by the endpoint's name.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="name">The name of a section of <c>Endpoints</c>.</param>
    /// <exception cref="OptionsValidationException">A setting of the endpoint cannot be right.</exception>
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
        // Nothing continues these conversations, so nothing of them has to stay on the server.
        options.Store = false;
        // The fallback can take over until the first update comes: it should be one of the answer.
        options.StreamProgress = false;
    }
}
