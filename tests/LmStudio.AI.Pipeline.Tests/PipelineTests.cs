using System.ComponentModel;
using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>The connector under the real middleware, over each endpoint that takes function tools.</summary>
public sealed class PipelineTests
{
    private const string Model = "openai/gpt-oss-20b";

    public static TheoryData<LmStudioChatEndpoint, bool> EndpointsAndModes
    {
        get
        {
            TheoryData<LmStudioChatEndpoint, bool> data = [];
            foreach (LmStudioChatEndpoint endpoint in new[] { LmStudioChatEndpoint.Auto, LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages })
            {
                data.Add(endpoint, false);
                data.Add(endpoint, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task FunctionInvocation_CallAndAnswer_RunsTheFunction(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It rains in Oslo."));
        List<string> cities = [];
        using IChatClient client = Build(lmStudio, endpoint, static builder => builder.UseFunctionInvocation());

        ChatResponse response = await AskAsync(client, streaming, "How is the weather?", new() { Tools = [WeatherFunction(cities)] });

        Assert.Equal(["Oslo"], cities);
        Assert.Equal("It rains in Oslo.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task FunctionInvocation_TwoParallelCalls_RunsBoth(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }), EmulatorStep.CallFunction("get_weather", new { city = "Rome" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Rain and sun."));
        List<string> cities = [];
        using IChatClient client = Build(lmStudio, endpoint, static builder => builder.UseFunctionInvocation());

        ChatResponse response = await AskAsync(client, streaming, "Oslo and Rome?", new() { Tools = [WeatherFunction(cities)] });

        Assert.Equal(["Oslo", "Rome"], cities);
        Assert.Equal("Rain and sun.", response.Text);
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task FunctionInvocation_CallAfterACall_RunsThemInTurn(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Rome" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Rome is better."));
        List<string> cities = [];
        using IChatClient client = Build(lmStudio, endpoint, static builder => builder.UseFunctionInvocation());

        ChatResponse response = await AskAsync(client, streaming, "Where is it better?", new() { Tools = [WeatherFunction(cities)] });

        Assert.Equal(["Oslo", "Rome"], cities);
        Assert.Equal("Rome is better.", response.Text);
    }

    [Fact]
    public async Task FunctionInvocation_OverResponses_SendsOnlyTheResultsWithTheConversationId()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It rains."));
        using IChatClient client = Build(lmStudio, LmStudioChatEndpoint.Responses, static builder => builder.UseFunctionInvocation());

        _ = await client.GetResponseAsync("How is the weather?", new() { Tools = [WeatherFunction([])] });

        using JsonDocument second = JsonDocument.Parse(lmStudio.Requests.Last(static request => request.Path == "/v1/responses").Body);
        Assert.StartsWith("resp_", second.RootElement.GetProperty("previous_response_id").GetString());
        Assert.Equal(["function_call_output"], second.RootElement.GetProperty("input").EnumerateArray().Select(static item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task FunctionInvocation_InAConversationOfTheNativeEndpoint_ContinuesIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello Ada."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It rains, Ada."));
        List<string> cities = [];
        using IChatClient client = Build(lmStudio, LmStudioChatEndpoint.Auto, static builder => builder.UseFunctionInvocation());

        ChatResponse first = await client.GetResponseAsync("I am Ada.");
        ChatResponse second = await client.GetResponseAsync("How is the weather?", new() { ConversationId = first.ConversationId, Tools = [WeatherFunction(cities)] });

        Assert.Equal("It rains, Ada.", second.Text);
        Assert.Equal(["/api/v1/chat", "/v1/responses", "/v1/responses"], ChatPaths(lmStudio));
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions)]
    [InlineData(LmStudioChatEndpoint.Responses)]
    public async Task StructuredOutput_OfAType_IsParsed(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"name":"Ada","age":36}"""));
        using IChatClient client = Build(lmStudio, endpoint, static builder => builder);

        ChatResponse<Person> response = await client.GetResponseAsync<Person>("Who is it?");

        Assert.Equal(new Person("Ada", 36), response.Result);
        Assert.Contains("json_schema", lmStudio.Requests[^1].Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Caching_SameRequestTwice_AsksTheServerOnce(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello."));
        MemoryDistributedCache cache = new(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient client = Build(lmStudio, LmStudioChatEndpoint.Auto, builder => builder.UseDistributedCache(cache));

        ChatResponse first = await AskAsync(client, streaming, "Hi", new() { MinP = 0.1f });
        ChatResponse second = await AskAsync(client, streaming, "Hi", new() { MinP = 0.1f });

        _ = Assert.Single(ChatPaths(lmStudio));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.ConversationId, second.ConversationId);
        Assert.Equal(first.Stats?.TokensPerSecond, second.Stats?.TokensPerSecond);
    }

    [Fact]
    public async Task Caching_OtherLmStudioOption_AsksTheServerAgain()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("One."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Two."));
        MemoryDistributedCache cache = new(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient client = Build(lmStudio, LmStudioChatEndpoint.Auto, builder => builder.UseDistributedCache(cache));

        ChatResponse first = await client.GetResponseAsync("Hi", new() { MinP = 0.1f });
        ChatResponse second = await client.GetResponseAsync("Hi", new() { MinP = 0.2f });

        Assert.Equal(["One.", "Two."], [first.Text, second.Text]);
    }

    private static AIFunction WeatherFunction(List<string> cities) => AIFunctionFactory.Create(
        ([Description("The city")] string city) =>
        {
            cities.Add(city);
            return "rain";
        },
        "get_weather",
        "Tells the weather of a city.");

    private static IChatClient Build(LmStudioEmulator lmStudio, LmStudioChatEndpoint endpoint, Func<ChatClientBuilder, ChatClientBuilder> configure) =>
        configure(new LmStudioClient(lmStudio.Endpoint).AsIChatClient(Model, new LmStudioChatClientOptions { Endpoint = endpoint }).AsBuilder()).Build();

    private static Task<ChatResponse> AskAsync(IChatClient client, bool streaming, string prompt, ChatOptions options) =>
        streaming ? client.GetStreamingResponseAsync(prompt, options).ToChatResponseAsync() : client.GetResponseAsync(prompt, options);

    private static IEnumerable<string> ChatPaths(LmStudioEmulator lmStudio) =>
        lmStudio.Requests.Where(static request => request.Method == "POST").Select(static request => request.Path);

    private sealed record Person(string Name, int Age);
}
