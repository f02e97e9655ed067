using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Makes clients for an emulator.</summary>
internal static class EmulatorClients
{
    public const string Model = "qwen/qwen3-8b";

    public static LmStudioClient CreateClient(this LmStudioEmulator lmStudio, string apiToken = "", LmStudioApiDialect dialect = LmStudioApiDialect.Auto) =>
        new(new LmStudioClientOptions { Endpoint = lmStudio.Endpoint, ApiToken = apiToken, Dialect = dialect });

    public static LmStudioChatClient CreateChatClient(this LmStudioEmulator lmStudio, string model = Model) => new(lmStudio.Endpoint, model, apiToken: "");

    public static List<string> GetChatBodies(this LmStudioEmulator lmStudio) =>
        [.. lmStudio.Requests.Where(static request => request.Path == "/api/v1/chat").Select(static request => request.Body)];

    public static async Task<(ChatResponse Response, LmStudioException? Failure)> TryStreamAsync(this IChatClient client, string message, ChatOptions? options = null)
    {
        List<ChatResponseUpdate> updates = [];
        try
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(message, options))
            {
                updates.Add(update);
            }
        }
        catch (LmStudioException exception)
        {
            return (updates.ToChatResponse(), exception);
        }

        return (updates.ToChatResponse(), null);
    }
}
