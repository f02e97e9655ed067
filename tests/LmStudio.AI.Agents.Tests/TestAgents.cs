using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>Makes agents for an emulator, runs them, and tells what they have sent.</summary>
internal static class TestAgents
{
    public static ChatClientAgent Create(LmStudioEmulator lmStudio, LmStudioChatClientOptions? options = null, string name = "Guide", params AITool[] tools) =>
        CreateClient(lmStudio, options).AsAIAgent(instructions: "Be brief.", name: name, tools: tools);

    public static ChatClientAgent Create(LmStudioEmulator lmStudio, LmStudioChatClientOptions? options, ChatClientAgentOptions agentOptions) =>
        CreateClient(lmStudio, options).AsAIAgent(agentOptions);

    public static IChatClient CreateClient(LmStudioEmulator lmStudio, LmStudioChatClientOptions? options = null) =>
        new LmStudioClient(lmStudio.Endpoint, apiToken: "").AsIChatClient("qwen/qwen3-8b", options);

    public static AIFunction CreateClock() => AIFunctionFactory.Create(static () => "noon", "get_time", "Tells the time.");

    public static async Task<AgentResponse> AskAsync(this AIAgent agent, AgentSession session, string message, bool streaming, AgentRunOptions? options = null) =>
        streaming
            ? await agent.RunStreamingAsync(message, session, options).ToAgentResponseAsync()
            : await agent.RunAsync(message, session, options);

    public static List<EmulatorRequest> GetChats(this LmStudioEmulator lmStudio) =>
        [.. lmStudio.Requests.Where(static request => request.Method == "POST" && !request.Path.Contains("models", StringComparison.Ordinal))];

    public static string? GetPreviousResponseId(this EmulatorRequest chat) => (string?)JsonNode.Parse(chat.Body)!["previous_response_id"];

    public static string? GetConversationId(this AgentSession session) => ((ChatClientAgentSession)session).ConversationId;
}
