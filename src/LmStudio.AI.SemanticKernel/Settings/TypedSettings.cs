using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Puts settings into the options of a request.</summary>
internal static class TypedSettings
{
    public static void Apply(LmStudioPromptExecutionSettings settings, ChatOptions options)
    {
        // Semantic Kernel stores the values from the settings' JSON here, including secrets in the headers of MCP servers.
        UntypedSettings.Remove(options);

        options.Temperature = (float?)settings.Temperature ?? options.Temperature;
        options.TopP = (float?)settings.TopP ?? options.TopP;
        options.TopK = settings.TopK ?? options.TopK;
        options.MinP = (float?)settings.MinP ?? options.MinP;
        options.RepeatPenalty = (float?)settings.RepeatPenalty ?? options.RepeatPenalty;
        options.FrequencyPenalty = (float?)settings.FrequencyPenalty ?? options.FrequencyPenalty;
        options.PresencePenalty = (float?)settings.PresencePenalty ?? options.PresencePenalty;
        options.MaxOutputTokens = settings.MaxTokens ?? options.MaxOutputTokens;
        options.ContextLength = settings.ContextLength ?? options.ContextLength;
        options.Seed = settings.Seed ?? options.Seed;
        options.Store = settings.Store ?? options.Store;
        options.ConversationId = settings.ConversationId ?? options.ConversationId;
        options.ResponseFormat = settings.ResponseFormat ?? options.ResponseFormat;
        options.Instructions = settings.ChatSystemPrompt ?? options.Instructions;
        options.StopSequences = settings.StopSequences is null ? options.StopSequences : [.. settings.StopSequences];
        if (settings.ReasoningEffort is { } effort)
        {
            (options.Reasoning ??= new ReasoningOptions()).Effort = effort;
        }

        Add(settings.Integrations, options);
    }

    /// <summary>Adds integrations to the tools of a request.</summary>
    public static void Add(IEnumerable<LmStudioIntegration>? integrations, ChatOptions options)
    {
        foreach (LmStudioIntegration integration in integrations ?? [])
        {
            (options.Tools ??= []).Add(ToTool(integration));
        }
    }

    private static HostedMcpServerTool ToTool(LmStudioIntegration integration)
    {
        HostedMcpServerTool tool;
        if (integration.ServerUrl is { } url)
        {
            tool = new HostedMcpServerTool(Throw.IfNullOrWhiteSpace(integration.ServerLabel), url);
        }
        else
        {
            string id = Throw.IfNullOrWhiteSpace(integration.Id);
            tool = new HostedMcpServerTool(id, id);
        }

        tool.AllowedTools = integration.AllowedTools;
        tool.Headers = integration.Headers;
        return tool;
    }
}
