using System;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>Chats from a host with the server whose address is the first argument.</summary>
internal static class HostedChat
{
    private static async Task<int> Main(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:lmstudio"] = $"Endpoint={args[0]};Model=openai/gpt-oss-20b";
        builder.AddLmStudioClient("lmstudio").AddChatClient();
        using IHost host = builder.Build();
        IChatClient client = host.Services.GetRequiredService<IChatClient>();
        ChatResponse answer = await client.GetResponseAsync("Hello!");
        Console.WriteLine(answer.Text);
        return answer.Text.Length > 0 ? 0 : 1;
    }
}
