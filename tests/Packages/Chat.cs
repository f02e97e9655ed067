using System;
using System.Threading.Tasks;
using LmStudio.AI;
using Microsoft.Extensions.AI;

/// <summary>Chats with the server whose address is the first argument.</summary>
internal static class Chat
{
    private static async Task<int> Main(string[] args)
    {
        using var client = new LmStudioChatClient(new Uri(args[0]), "openai/gpt-oss-20b");
        ChatResponse first = await client.GetResponseAsync("Hello!");
        string second = "";
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hello again!", new ChatOptions { ConversationId = first.ConversationId }))
        {
            second += update.Text;
        }

        Console.WriteLine($"{first.Text} | {second}");
        return first.Text.Length > 0 && second.Length > 0 ? 0 : 1;
    }
}
