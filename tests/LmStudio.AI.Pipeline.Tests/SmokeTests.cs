using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Builder_OverTheConnector_Answers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        using IChatClient client = new LmStudioChatClient(lmStudio.Endpoint, "google/gemma-3-1b").AsBuilder().UseFunctionInvocation().Build();

        Assert.Equal("Hello.", (await client.GetResponseAsync("Hi")).Text);
    }
}
