using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>The demo model calls the tool that fits the question, with arguments from the question.</summary>
public sealed class DemoToolTests
{
    private const string Weather = """
        {"name":"get_weather","description":"Gets the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city"]}}
        """;

    private const string Time = """{"name":"get_time","description":"Tells the time."}""";

    private const string Translate = """
        {"name":"translate","description":"Translates a text.","parameters":{"type":"object","properties":{"text":{"type":"string"},"language":{"type":"string"}},"required":["text","language"]}}
        """;

    private const string Route = """
        {"name":"plan_route","description":"Plans a journey by train.","parameters":{"type":"object","properties":{"from":{"type":"string"},"to":{"type":"string"},"date":{"type":"string","format":"date"}},"required":["from","to"]}}
        """;

    private const string Add = """
        {"name":"add_numbers","description":"Adds numbers.","parameters":{"type":"object","properties":{"numbers":{"type":"array","items":{"type":"number"}}},"required":["numbers"]}}
        """;

    private const string AddItem = """
        {"name":"add_item","description":"Adds an item to the shopping list.","parameters":{"type":"object","properties":{"item":{"type":"string"},"count":{"type":"integer"}},"required":["item"]}}
        """;

    private const string Browse = """
        {"name":"open_page","description":"Opens a page in the browser.","parameters":{"type":"object","properties":{"url":{"type":"string"}},"required":["url"]}}
        """;

    private const string ListModels = """{"name":"list_models","description":"Lists the models that are downloaded, with those that are loaded."}""";

    private const string LoadModel = """
        {"name":"load_model","description":"Loads a model.","parameters":{"type":"object","properties":{"model":{"type":"string"}},"required":["model"]}}
        """;

    private static readonly string[] All = [Weather, Time, Translate, Route, Add, AddItem, Browse, ListModels, LoadModel];

    [Theory]
    [InlineData("What is the weather in Oslo?", """get_weather {"city":"Oslo"}""")]
    [InlineData("Will it rain in New York tomorrow?", """get_weather {"city":"New York"}""")]
    [InlineData("What's the weather like in Portland, Oregon?", """get_weather {"city":"Portland, Oregon"}""")]
    [InlineData("weather for oslo in fahrenheit please", """get_weather {"city":"oslo","unit":"fahrenheit"}""")]
    [InlineData("What is the weather in Oslo and Bern?", """get_weather {"city":"Oslo"}""", """get_weather {"city":"Bern"}""")]
    [InlineData("What is the weather in Oslo, Bern and Rome?", """get_weather {"city":"Oslo"}""", """get_weather {"city":"Bern"}""", """get_weather {"city":"Rome"}""")]
    [InlineData("Please call get_weather for Oslo.", """get_weather {"city":"Oslo"}""")]
    [InlineData("Use get_weather for Oslo and get_time.", """get_weather {"city":"Oslo"}""", "get_time {}")]
    [InlineData("What time is it?", "get_time {}")]
    [InlineData("Translate 'good morning' to French", """translate {"text":"good morning","language":"French"}""")]
    [InlineData("Plan a journey from Oslo to Bergen on 2026-03-01", """plan_route {"from":"Oslo","to":"Bergen","date":"2026-03-01"}""")]
    [InlineData("Add 3 and 4.5", """add_numbers {"numbers":[3,4.5]}""")]
    [InlineData("Add milk to the shopping list", """add_item {"item":"milk"}""")]
    [InlineData("Add 3 eggs to my shopping list", """add_item {"item":"eggs","count":3}""")]
    [InlineData("Open https://lmstudio.ai/docs, please.", """open_page {"url":"https://lmstudio.ai/docs"}""")]
    [InlineData("Which models are loaded?", "list_models {}")]
    [InlineData("Load the model 'qwen/qwen3-8b'", """load_model {"model":"qwen/qwen3-8b"}""")]
    public async Task Answer_QuestionThatAFunctionFits_CallsIt(string question, params string[] calls)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(calls, await CallsAsync(api, question, All));
    }

    [Theory]
    [InlineData("Hello!")]
    [InlineData("My name is Ada.")]
    [InlineData("Why is the sky blue?")]
    [InlineData("Thank you.")]
    [InlineData("Who wrote Hamlet?")]
    public async Task Answer_QuestionThatNoFunctionFits_AnswersItself(string question)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Empty(await CallsAsync(api, question, All));
    }

    [Fact]
    public async Task Answer_SeveralNamesWithoutParallelCalls_CallsOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(["""get_weather {"city":"Oslo"}"""], await CallsAsync(api, "What is the weather in Oslo and Bern?", All, ""","parallel_tool_calls":false"""));
    }

    [Fact]
    public async Task Answer_ToolChoiceNone_CallsNothing()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Empty(await CallsAsync(api, "What is the weather in Oslo?", All, ""","tool_choice":"none" """));
    }

    [Fact]
    public async Task Answer_ToolChoiceRequired_CallsTheOneThatFitsBest()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(["""translate {"text":"Hello","language":"Hello"}"""], await CallsAsync(api, "Hello", [Translate], ""","tool_choice":"required" """));
    }

    [Fact]
    public async Task Answer_FunctionsHaveReturned_TellsWhatEachReturned()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", """
            {"model":"google/gemma-3-1b","messages":[
              {"role":"user","content":"What is the weather in Oslo, and what time is it?"},
              {"role":"assistant","content":"","tool_calls":[
                {"type":"function","id":"1","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}},
                {"type":"function","id":"2","function":{"name":"get_time","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"1","content":"{\"sky\":\"clear\"}"},
              {"role":"tool","tool_call_id":"2","content":"Noon"}]}
            """);

        Assert.Equal(
            "I called get_weather, and it returned:\n\n```json\n{\n  \"sky\": \"clear\"\n}\n```\n\nI called get_time, and it returned: Noon",
            (string?)reply.Json["choices"]![0]!["message"]!["content"]);
    }

    [Fact]
    public async Task Answer_QuestionThatAnMcpToolFits_CallsItAndTellsWhatItReturned()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin(
                "mcp/demo",
                AIFunctionFactory.Create((string city) => $"Sunny in {city}", "get_weather", "Gets the weather of a city."),
                AIFunctionFactory.Create(static () => "Noon", "get_time", "Tells the time.")));
        });
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"What is the weather in Oslo?","integrations":["mcp/demo"]}""");

        Wire.AssertJson(
            """
            [
              {"type":"tool_call","tool":"get_weather","arguments":{"city":"Oslo"},"output":"[{\"type\":\"text\",\"text\":\"Sunny in Oslo\"}]",
               "provider_info":{"type":"plugin","plugin_id":"mcp/demo"}},
              {"type":"message","content":"I called get_weather of mcp/demo, and it returned: Sunny in Oslo"}
            ]
            """,
            reply.Json["output"]);
    }

    private static async Task<string[]> CallsAsync(Api api, string question, string[] functions, string more = "")
    {
        string tools = string.Join(',', functions.Select(static function => $$"""{"type":"function","function":{{function}}}"""));
        Api.Reply reply = await api.PostAsync("/v1/chat/completions", $$"""
            {"model":"google/gemma-3-1b","messages":[{"role":"user","content":"{{question}}"}],"tools":[{{tools}}]{{more}}}
            """);
        return [.. reply.Json["choices"]![0]!["message"]!["tool_calls"]!.AsArray()
            .Select(static call => $"{call!["function"]!["name"]} {call["function"]!["arguments"]}")];
    }
}
