using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>The code of the package's README, compiled and run.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task FirstTest()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("An easy one."), EmulatorStep.Text("Rayleigh scattering."));

        // Here your code talks to lmStudio.Endpoint. Without a client of its own, it would look like this:
        using var http = new HttpClient { BaseAddress = lmStudio.Endpoint };
        using var response = await http.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Why is the sky blue?" });
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("Rayleigh scattering.", reply.GetProperty("output")[1].GetProperty("content").GetString());
        Assert.Equal("/api/v1/chat", lmStudio.Requests.Single().Path);
    }

    [Fact]
    public async Task Scripting()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();
        var go = new TaskCompletionSource();

        lmStudio.Script.Enqueue(new EmulatorTurn(
            EmulatorStep.Reason("Let me look that up."),
            EmulatorStep.CallTool("mcp/weather", "get_weather", new { city = "Bern" }),
            EmulatorStep.Text("It is "),
            EmulatorStep.Wait(go.Task),
            EmulatorStep.Text("sunny in Bern."))
        {
            TokensPerChunk = 2,
            Stats = new EmulatorStats { TotalOutputTokens = 42, TokensPerSecond = 51.5 },
        });
        lmStudio.Script.Enqueue(EmulatorStep.Text("Half an ans"), EmulatorStep.Fail("internal_error", "Model crashed."));

        Assert.Equal(2, lmStudio.Script.Count);
    }

    [Fact]
    public async Task Options()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.ApiTokens.Add("sk-lm-12345678:12345678901234567890");
            options.JustInTimeLoading = false;
            options.TokensPerSecond = 40;
            options.Models.Add(new EmulatorModel { Key = "acme/thinker-7b", ReasoningOptions = ["off", "on"], Vision = true });
        });
        var instanceId = lmStudio.LoadModel("acme/thinker-7b", contextLength: 8192);

        Assert.Equal("acme/thinker-7b", instanceId);
        Assert.Equal(8192, lmStudio.LoadedInstances.Single().ContextLength);
    }

    [Fact]
    public async Task Functions()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();

        lmStudio.Script.Enqueue(new EmulatorTurn(
            EmulatorStep.CallFunction("get_weather", new { city = "Bern" }),
            EmulatorStep.CallFunction("get_weather", new { city = "Basel" }))
        {
            ArgumentStreaming = EmulatorArgumentStreaming.OnePiece,
        });
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is sunny in both."));

        using var http = new HttpClient { BaseAddress = lmStudio.Endpoint };
        using var response = await http.PostAsJsonAsync(
            "/v1/chat/completions", new { model = "qwen/qwen3-8b", messages = new[] { new { role = "user", content = "How is the weather?" } } });
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, reply.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls").GetArrayLength());
    }

    [Fact]
    public async Task Mcp()
    {
        var weather = AIFunctionFactory.Create((string city) => $"Sunny in {city}", "get_weather");
        await using var mcp = await EmulatorMcpServer.StartAsync([weather]);
        await using var lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.AllowPrivateMcpAddresses = true;
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/weather", weather));
        });
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("weather", "get_weather", new { city = "Bern" }), EmulatorStep.Text("Sunny."));

        using var http = new HttpClient { BaseAddress = lmStudio.Endpoint };
        using var response = await http.PostAsJsonAsync("/api/v1/chat", new
        {
            model = "qwen/qwen3-8b",
            input = "How is the weather in Bern?",
            integrations = new[] { new { type = "ephemeral_mcp", server_label = "weather", server_url = mcp.Endpoint, headers = new { Authorization = "Bearer abc" } } },
        });

        Assert.All(mcp.Requests, request => Assert.Equal("Bearer abc", request.Headers["Authorization"]));
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Faults()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.DisconnectAtEvent = "message.end");

        lmStudio.Faults.DisconnectAtEvent = null;
        lmStudio.Faults.RefuseLoads = true;
        lmStudio.ForgetConversations();
        lmStudio.ForgetDownloads();
        lmStudio.DeleteModel("google/gemma-3-1b");

        using var http = new HttpClient { BaseAddress = lmStudio.Endpoint };
        using var response = await http.PostAsJsonAsync("/api/v1/models/load", new { model = "qwen/qwen3-8b" });
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Replaying_NoRecordings_SaysSo() => await Assert.ThrowsAnyAsync<IOException>(async () =>
    {
        await using var recorded = await LmStudioReplay.StartAsync("recordings");

        // Here your code talks to recorded.Endpoint.
    });

    [Fact]
    public void EverySnippet_IsCodeOfThisFile()
    {
        var readme = Read("README.md");
        var code = WhiteSpace().Replace(Read("ReadmeTests.cs"), " ");

        var snippets = Snippet().Matches(readme).Select(match => match.Groups["code"].Value).ToList();

        Assert.NotEmpty(snippets);
        Assert.All(snippets, snippet => Assert.Contains(WhiteSpace().Replace(snippet, " ").Trim(), code, StringComparison.Ordinal));
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
