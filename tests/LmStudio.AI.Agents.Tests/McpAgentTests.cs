using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>MCP tools, which LM Studio itself calls.</summary>
public sealed class McpAgentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_McpServer_ShowsCallAndResult(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("weather", "get_weather", new { city = "Bern" }), EmulatorStep.Text("Sunny."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("You are welcome."));
        ChatClientAgent agent = TestAgents.Create(lmStudio, options: null, tools: Weather());
        AgentSession session = await agent.CreateSessionAsync();

        AgentResponse response = await agent.AskAsync(session, "How is the weather in Bern?", streaming);
        _ = await agent.AskAsync(session, "Thanks.", streaming);

        AIContent[] contents = [.. response.Messages.SelectMany(static message => message.Contents)];
        McpServerToolCallContent call = Assert.Single(contents.OfType<McpServerToolCallContent>());
        Assert.Equal("get_weather", call.Name);
        Assert.Equal(call.CallId, Assert.Single(contents.OfType<McpServerToolResultContent>()).CallId);
        Assert.Equal("Sunny.", response.Text);
        Assert.All(lmStudio.GetChats(), static chat => Assert.Equal("/api/v1/chat", chat.Path));
        Assert.All(lmStudio.GetChats(), static chat => Assert.Contains("\"integrations\"", chat.Body));
        Assert.NotNull(lmStudio.GetChats()[1].GetPreviousResponseId());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_McpServerAndFunction_CallsBoth(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("weather", "get_weather", new { city = "Bern" }), EmulatorStep.CallFunction("get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Sunny at noon."));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true }, tools: [Weather(), TestAgents.CreateClock()]);

        AgentResponse response = await agent.AskAsync(await agent.CreateSessionAsync(), "Weather and time?", streaming);

        Assert.Equal("Sunny at noon.", response.Text);
        Assert.All(lmStudio.GetChats(), static chat => Assert.Equal("/v1/responses", chat.Path));
        Assert.Equal(2, lmStudio.GetChats().Count);
    }

    [Fact]
    public async Task Run_McpServerThatNeedsApproval_IsRefusedBeforeAnythingIsSent()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        HostedMcpServerTool tool = Weather();
        tool.ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire;
        ChatClientAgent agent = TestAgents.Create(lmStudio, options: null, tools: tool);

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(async () => await agent.RunAsync("Weather?", await agent.CreateSessionAsync()));

        Assert.Contains("approval", exception.Message);
        Assert.Empty(lmStudio.GetChats());
    }

    private static HostedMcpServerTool Weather() => new("weather", "mcp/weather");

    private static Task<LmStudioEmulator> StartAsync() => LmStudioEmulator.StartAsync(static options =>
    {
        options.AllowPluginCalls = true;
        options.Plugins.Add(new EmulatorPlugin("mcp/weather", AIFunctionFactory.Create(static (string city) => $"Sunny in {city}", "get_weather")));
    });
}
