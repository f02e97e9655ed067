namespace LmStudio.AI;

/// <summary>Converts a request to the format before LM Studio 0.4.0. Features that it does not support throw instead of being dropped.</summary>
internal static class PreviewRequestMapper
{
    /// <exception cref="NotSupportedException">The request uses a feature that the preview version of the API does not have.</exception>
    public static PreviewChatRequest Map(LmStudioChatRequest request) => new()
    {
        Model = request.Model,
        Input = MapInput(request.Input),
        SystemPrompt = request.SystemPrompt,
        McpServers = request.Integrations?.Select(MapIntegration).ToList(),
        Temperature = request.Temperature,
        TopP = request.TopP,
        TopK = request.TopK,
        MinP = request.MinP,
        RepeatPenalty = request.RepeatPenalty,
        MaxOutputTokens = request.MaxOutputTokens,
        ReasoningEffort = request.Reasoning switch
        {
            null or "off" or "on" => null,
            "xhigh" => "high",
            string effort => effort,
        },
        EnableThinking = request.Reasoning switch
        {
            "off" => false,
            "on" => true,
            _ => null,
        },
        ContextLength = request.ContextLength,
        Store = request.Store,
        ThreadId = request.PreviousResponseId,
        Stream = request.Stream,
    };

    private static string? MapInput(IList<LmStudioInputItem>? input)
    {
        if (input is null)
        {
            return null;
        }

        return input.All(static item => item.InlineImage is null && item.DataUrl is null)
            ? string.Join("\n", input.Select(static item => item.Content))
            : throw NotSupported("images");
    }

    private static PreviewMcpServer MapIntegration(LmStudioIntegration integration) => integration switch
    {
        { Type: not LmStudioIntegration.EphemeralMcpType } => throw NotSupported("plugins of mcp.json"),
        { Headers.Count: > 0 } => throw NotSupported("headers for MCP servers"),
        _ => new PreviewMcpServer
        {
            ServerLabel = integration.ServerLabel,
            ServerUrl = integration.ServerUrl,
            AllowedTools = integration.AllowedTools,
        },
    };

    private static NotSupportedException NotSupported(string what) => new(
        $"The preview dialect of LM Studio's chat API (before 0.4.0) has no {what}. Update LM Studio and use {nameof(LmStudioApiDialect)}.{nameof(LmStudioApiDialect.Released)}, or remove them.");
}
