using System.Text.Json.Nodes;
using ModelContextProtocol.Server;

namespace LmStudio.AI.Emulator.Tests;

public sealed class DemoModelTests
{
    [Theory]
    [InlineData("Hello!", "Hello! I am the demo model of the LM Studio emulator, answering as google/gemma-3-1b.")]
    [InlineData("My name is Ada", "Nice to meet you, Ada!")]
    [InlineData("What is my name?", "You haven't told me your name")]
    [InlineData("What did I say?", "This is the first thing you have said to me")]
    [InlineData("Why is the sky blue?", "You said: “Why is the sky blue?” A real model would know what to say to that.")]
    public async Task Answer_Prompt_IsDeterministic(string prompt, string start)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.StartsWith(start, await AnswerAsync(api, prompt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OnAContinuedConversation_RemembersNameAndPrompt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        JsonNode? id = (await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"My name is Ada."}""")).Json["response_id"];
        string previous = $"\"previous_response_id\":\"{id}\"";

        Assert.StartsWith("Your name is Ada.", await AnswerAsync(api, "Who am I?", previous), StringComparison.Ordinal);
        Assert.StartsWith("Before this, you said: “My name is Ada.”", await AnswerAsync(api, "What did I say?", previous), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OnBranches_CountsTheTurnsOfEach()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        JsonNode? first = (await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"My name is Ada."}""")).Json["response_id"];
        JsonNode? second = (await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"Hi","previous_response_id":"{{first}}"}""")).Json["response_id"];

        Assert.Equal("This is turn 3 of our conversation.", await AnswerAsync(api, "How many turns is this?", $"\"previous_response_id\":\"{second}\""));
        Assert.Equal("This is turn 2 of our conversation.", await AnswerAsync(api, "How many turns is this?", $"\"previous_response_id\":\"{first}\""));
        Assert.Equal("This is turn 1 of our conversation: it has just begun.", await AnswerAsync(api, "How many turns is this?"));
    }

    [Fact]
    public async Task Answer_SystemPrompt_IsFollowedVisibly()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal("Hello! (My instructions: “Be brief.”)", await AnswerAsync(api, "Hi", "\"system_prompt\":\"Be brief.\""));
    }

    [Theory]
    [InlineData("qwen/qwen3-8b", "on", "reasoning")]
    [InlineData("qwen/qwen3-8b", "off", "message")]
    [InlineData("openai/gpt-oss-20b", "low", "reasoning")]
    public async Task Answer_ReasoningOn_ThinksFirst(string model, string reasoning, string firstItem)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync($$"""{"model":"{{model}}","input":"Hi","reasoning":"{{reasoning}}"}""");

        Assert.Equal(firstItem, (string?)reply.Json["output"]![0]!["type"]);
    }

    [Fact]
    public async Task Answer_PromptNamesATool_CallsIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new("mcp/weather", [McpServerTool.Create((string city, int days) => $"{days} sunny days in {city}", new() { Name = "get_weather" })]));
        });
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Get weather for \"Bern\", 3 days","integrations":["mcp/weather"]}""");

        Assert.Equal("""{"city":"Bern","days":3}""", reply.Json["output"]![0]!["arguments"]!.ToJsonString());
        Assert.Equal("I called get_weather of mcp/weather, and it returned: 3 sunny days in Bern", (string?)reply.Json["output"]![1]!["content"]);
    }

    [Fact]
    public async Task Answer_Image_IsDescribedByTypeAndSize()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-vl-4b","input":[{"type":"image","data_url":"data:image/png;base64,aGVsbG8="}]}""");

        Assert.StartsWith("I can see that you sent an image: one of type image/png with 5 bytes.", (string?)reply.Json["output"]![0]!["content"], StringComparison.Ordinal);
    }

    private static async Task<string?> AnswerAsync(Api api, string prompt, string? more = null)
    {
        Api.Reply reply = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"{{prompt}}"{{(more is null ? "" : "," + more)}} }""");
        return (string?)reply.Json["output"]![0]!["content"];
    }
}
