using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace PipelineSample.Endpoints;

/// <summary>Stands in for the extension of Microsoft.Extensions.AI.OpenAI, which the package feed lacks.</summary>
internal static class OpenAITextChatClientExtensions
{
    public static IChatClient AsIChatClient(this ChatClient client) => new OpenAITextChatClient(client);
}
