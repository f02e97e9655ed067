using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>A pipeline over a client that is registered by a key.</summary>
public class HostingTests
{
    [Fact]
    public async Task AddChatClient_OverAKeyedClient_CallsFunctions()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Take an umbrella."));
        ServiceCollection services = new();
        _ = services.AddKeyedLmStudioClient("lmstudio", options => (options.Endpoint, options.ApiToken) = (lmStudio.Endpoint, "")).AddChatClient("qwen/qwen3-8b");
        _ = services.AddChatClient(static provider => provider.GetRequiredKeyedService<IChatClient>("lmstudio")).UseFunctionInvocation();
        ServiceProvider provider = services.BuildServiceProvider();
        List<string> cities = [];
        ChatOptions options = new()
        {
            Tools = [AIFunctionFactory.Create((string city) => { cities.Add(city); return "Rain"; }, "get_weather")],
        };

        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("Do I need an umbrella in Oslo?", options);
        await provider.DisposeAsync();

        Assert.Equal(("Take an umbrella.", "Oslo"), (response.Text, Assert.Single(cities)));
    }
}
