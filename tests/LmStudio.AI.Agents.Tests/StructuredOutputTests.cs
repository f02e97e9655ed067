using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;

namespace LmStudio.AI.Agents.Tests;

public sealed class StructuredOutputTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_OfAType_ReturnsAnObject(bool? store)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"name":"Bern","inhabitants":134794}"""));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = store });

        AgentResponse<City> response = await agent.RunAsync<City>("Which city is Switzerland's capital?", await agent.CreateSessionAsync());

        Assert.Equal(new City("Bern", 134794), response.Result);
        Assert.Contains("\"json_schema\"", Assert.Single(lmStudio.GetChats()).Body);
    }

    [Fact]
    public async Task Run_OfATypeAfterAFunction_ReturnsAnObject()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"name":"Bern","inhabitants":1}"""));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true }, tools: TestAgents.CreateClock());

        AgentResponse<City> response = await agent.RunAsync<City>("Which city?", await agent.CreateSessionAsync());

        Assert.Equal(new City("Bern", 1), response.Result);
        Assert.Equal(2, lmStudio.GetChats().Count);
    }

    [Fact]
    public async Task Run_OfATypeInAPlainStoredSession_ContinuesTheConversation()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Bern."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"name":"Bern","inhabitants":1}"""));
        ChatClientAgent agent = TestAgents.Create(lmStudio);
        AgentSession session = await agent.CreateSessionAsync();
        _ = await agent.RunAsync("Which city is Switzerland's capital?", session);

        AgentResponse<City> response = await agent.RunAsync<City>("As JSON?", session);

        Assert.Equal("Bern", response.Result.Name);
        Assert.Equal(["/api/v1/chat", "/v1/responses"], lmStudio.GetChats().Select(static chat => chat.Path));
        Assert.NotNull(lmStudio.GetChats()[1].GetPreviousResponseId());
    }

    private sealed record City(string Name, int Inhabitants);
}
