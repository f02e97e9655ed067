using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>
/// The settings that Semantic Kernel's request options do not have. For settings of its base class, such as those of a prompt's configuration, they are
/// additional properties.
/// </summary>
internal static class UntypedSettings
{
    private const string ConversationId = "conversation_id";
    private const string Integrations = "integrations";

    /// <summary>Returns the options with these settings applied, as a copy if there are any.</summary>
    /// <exception cref="JsonException">A value has the wrong type.</exception>
    public static ChatOptions? Apply(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties || (!properties.ContainsKey(ConversationId) && !properties.ContainsKey(Integrations)))
        {
            return options;
        }

        options = options.Clone();
        if (properties.TryGetValue(ConversationId, out object? conversationId))
        {
            options.ConversationId ??= conversationId?.ToString();
        }

        if (properties.TryGetValue(Integrations, out object? integrations))
        {
            TypedSettings.Add(ReadIntegrations(integrations), options);
        }

        Remove(options);
        return options;
    }

    /// <summary>Stores a conversation id where <see cref="Apply"/> finds it.</summary>
    public static void SetConversationId(ChatOptions options, string? conversationId) => (options.AdditionalProperties ??= [])[ConversationId] = conversationId;

    /// <summary>Removes these settings from the additional properties.</summary>
    public static void Remove(ChatOptions options)
    {
        _ = options.AdditionalProperties?.Remove(ConversationId);
        _ = options.AdditionalProperties?.Remove(Integrations);
    }

    private static IEnumerable<LmStudioIntegration>? ReadIntegrations(object? value) => value switch
    {
        null => null,
        IEnumerable<LmStudioIntegration> integrations => integrations,
        IEnumerable<string> ids => ReadIds(ids),
        IEnumerable<object> items when items.All(static item => item is string) => ReadIds(items.Cast<string>()),
        JsonElement json => IntegrationsConverter.Read(json),
        _ => throw new JsonException($"The setting '{Integrations}' is a {value.GetType().Name}, not a list of integrations."),
    };

    private static List<LmStudioIntegration> ReadIds(IEnumerable<string> ids)
    {
        try
        {
            return [.. ids.Select(LmStudioIntegration.Plugin)];
        }
        catch (InvalidOperationException exception)
        {
            // Semantic Kernel treats an array as an array of strings if the first item is a string.
            throw new JsonException($"The setting '{Integrations}' has ids and objects. Write them all as objects, or make the settings {nameof(LmStudioPromptExecutionSettings)}.", exception);
        }
    }
}
