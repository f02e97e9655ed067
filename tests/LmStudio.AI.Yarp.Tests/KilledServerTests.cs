using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>A server that goes away within an answer, and comes back.</summary>
public class KilledServerTests
{
    [Fact]
    public async Task Server_KilledWithinAStream_TheConversationWaitsForIt()
    {
        TaskCompletionSource never = new();
        LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator other = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel(GatewayRun.Model);
        await using Gateway gateway = await Gateway.StartAsync([server.Endpoint, other.Endpoint]);
        await gateway.PollAsync();
        using LmStudioChatClient client = new(gateway.Endpoint, GatewayRun.Model, apiToken: "");
        ChatResponse first = await client.GetResponseAsync("My name is Ada.");
        ChatOptions options = new() { ConversationId = first.ConversationId };
        server.Script.Enqueue(EmulatorStep.Text("Your name "), EmulatorStep.Wait(never.Task));

        // The answer has begun when the server dies.
        string text = "";
        LmStudioException broken = await Assert.ThrowsAsync<LmStudioException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("What is my name?", options))
            {
                text += update.Text;
                if (text.Contains("name", StringComparison.Ordinal))
                {
                    await server.DisposeAsync();
                }
            }
        });
        LmStudioException refused = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("What is my name?", options));
        await using LmStudioEmulator back = await LmStudioEmulator.StartAsync(settings => settings.Port = server.Endpoint.Port);
        LmStudioException forgotten = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("What is my name?", options));

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, broken.Kind);
        Assert.Contains("The connection to a was closed before the response was complete", broken.Message);
        Assert.Equal(503, (int)refused.StatusCode!);
        Assert.Equal(LmStudioErrorKind.ConversationNotFound, refused.Kind);
        Assert.Contains("The conversation is stored on a, which does not accept connections.", refused.Message);
        Assert.Equal(400, (int)forgotten.StatusCode!); // From the server itself: an emulator stores nothing on disk.
        Assert.Equal(1, GatewayRun.Chats(back));
        Assert.Equal(2, GatewayRun.Chats(server));
        Assert.Equal(0, GatewayRun.Chats(other));
    }

    [Fact]
    public async Task Server_KilledWithinAStream_AKnownHistoryGoesOnElsewhere()
    {
        TaskCompletionSource never = new();
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient(new LmStudioChatClientOptions { ContinueKnownConversations = true });
        List<ChatMessage> history = [new(ChatRole.User, "My name is Ada.")];
        history.AddMessages(await client.GetResponseAsync(history));
        history.Add(new ChatMessage(ChatRole.User, "What is my name?"));
        LmStudioEmulator owner = GatewayRun.Chats(run.First) > 0 ? run.First : run.Second;
        owner.Script.Enqueue(EmulatorStep.Text("Your name "), EmulatorStep.Wait(never.Task));

        _ = await Assert.ThrowsAsync<LmStudioException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(history))
            {
                if (update.Text.Length > 0)
                {
                    await owner.DisposeAsync();
                }
            }
        });
        ChatResponse response = await client.GetResponseAsync(history);

        Assert.Contains("Ada", response.Text);
        Assert.Equal(2, GatewayRun.Chats(owner));
        Assert.Equal(1, GatewayRun.Chats(owner == run.First ? run.Second : run.First));
    }
}
