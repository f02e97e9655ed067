using System.Text.RegularExpressions;
using LmStudio.AI.Emulator;
using PipelineSample;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The pipeline sample from its configuration to its output.</summary>
public sealed class PipelineAppTests
{
    [Fact]
    public async Task NoServerAtThePrimaryEndpoint_TheFallbackAnswers()
    {
        PipelineResult result = await PipelineResult.RunAsync(null, ["Hello"], $"Endpoints:desk:Endpoint={Ports.Unused()}", "Endpoints:demo:Model=google/gemma-3-1b");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Hello! I am the demo model of the LM Studio emulator, answering as google/gemma-3-1b. What can I do for you?\n", result.Output);
        Assert.Contains("Warning: The fallback takes over: No server responds at http://127.0.0.1:", result.Log, StringComparison.Ordinal);
        Assert.Contains("Information: google/gemma-3-1b responded in ", result.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LmStudio", "/", "/api/v1/chat")]
    [InlineData("OpenAI", "/v1", "/v1/chat/completions")]
    public async Task AnotherProvider_IsSettingsAlone(string provider, string basePath, string requested)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("It rains in Bern."));

        PipelineResult result = await PipelineResult.RunAsync(
            null,
            ["How is the weather?"],
            "Chat:Primary=there",
            "Chat:Fallback=",
            $"Endpoints:there:Provider={provider}",
            $"Endpoints:there:Endpoint={new Uri(server.Endpoint, basePath)}",
            "Endpoints:there:Model=google/gemma-3-1b");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("It rains in Bern.\n", result.Output);
        Assert.Equal(requested, server.Requests.Single(static request => request.Method == "POST").Path);
        Assert.Contains("google/gemma-3-1b responded in ", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmulatorEnvironment_NeedsNothingElse()
    {
        PipelineResult result = await PipelineResult.RunAsync("Emulator", ["Hello"]);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Hello! I am the demo model", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAIEnvironment_ServerIsDown_TheFallbackAnswers()
    {
        PipelineResult result = await PipelineResult.RunAsync("OpenAI", ["Hello"], $"Endpoints:cloud:Endpoint={Ports.Unused()}v1", "Chat:Fallback=demo");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Hello! I am the demo model", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameQuestion_IsAnsweredFromTheCache()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("One."));
        server.Script.Enqueue(EmulatorStep.Text("Two."));
        server.Script.Enqueue(EmulatorStep.Text("Three."));

        PipelineResult result = await PipelineResult.RunAsync(null, ["First?", "Second?", "First?"], To(server));

        Assert.Equal("One.\nTwo.\nOne.\n", result.Output);
        Assert.Single(Regex.Matches(result.Log, "The response comes from the cache"));
        Assert.Equal(2, server.Requests.Count(static request => request.Path == "/api/v1/chat"));
    }

    [Fact]
    public async Task TypedQuestions_LogLinesStandBeforeTheNextPrompt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using StringWriter notes = new() { NewLine = "\n" };
        PipelineRun run = new() { Settings = [.. To(server).Select(static setting => $"--{setting}")], Prompts = [] };

        int exitCode = await PipelineApp.RunAsync(run, new StringReader("Hello\nHello\n"), TextWriter.Null, notes, isInteractive: true, CancellationToken.None);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"› [^›]*UsageLoggingChatClient: [^›]* responded in [^›]*\n› [^›]*CacheLoggingChatClient: The response comes from the cache\n[^›]*\n› ", notes.ToString());
    }

    [Fact]
    public async Task CacheOff_TheSameQuestionIsAskedAgain()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("One."));
        server.Script.Enqueue(EmulatorStep.Text("Two."));

        PipelineResult result = await PipelineResult.RunAsync(null, ["First?", "First?"], [.. To(server), "Chat:Cache=false"]);

        Assert.Equal("One.\nTwo.\n", result.Output);
    }

    [Fact]
    public async Task Answers_AreNotStoredOnTheServer()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        await PipelineResult.RunAsync(null, ["Hello"], To(server));

        Assert.Contains("\"store\":false", server.Requests.Single(static request => request.Path == "/api/v1/chat").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedRequest_IsAnErrorAndNoCaseForTheFallback()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("right"));

        PipelineResult result = await PipelineResult.RunAsync(null, ["Hello"], $"Endpoints:desk:Endpoint={server.Endpoint}", "Endpoints:desk:ApiToken=wrong-secret");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("LM_API_TOKEN", result.Notes, StringComparison.Ordinal);
        Assert.Contains("Warning: No complete response after ", result.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", result.Notes + result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatBreaksOff_IsNotWhole()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Fail("internal_error", "Out of memory."));

        PipelineResult result = await PipelineResult.RunAsync(null, ["Hello"], [.. To(server), "Chat:Fallback=demo"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("The beginning\n", result.Output);
        Assert.Contains("Out of memory.", result.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Chat:Primary=", "'Chat:Primary' is empty. Specify one of the sections of 'Endpoints'.")]
    [InlineData("Chat:Primary=nowhere", "'Endpoints:nowhere:Provider' is not set. It must be LmStudio, Emulator or OpenAI.")]
    [InlineData("Chat:Fallback=desk", "'Chat:Fallback' is the primary endpoint, 'desk'. Specify another one, or none.")]
    [InlineData("Chat:RequestsPerMinute=0", "'Chat:RequestsPerMinute' is 0. It must be at least 1.")]
    [InlineData("Chat:RequestsPerMinute=many", "Failed to convert configuration value 'many' at 'Chat:RequestsPerMinute' to type 'System.Int32'.")]
    [InlineData("Endpoints:desk:Provider=Telepathy", "'Endpoints:desk:Provider' is 'Telepathy'. It must be LmStudio, Emulator or OpenAI.")]
    [InlineData("Endpoints:desk:Endpoint=gpu-box", "LM Studio client 'desk': 'Endpoints:desk:Endpoint' is not an absolute http or https address")]
    public async Task AWrongSetting_IsNamedBeforeAnythingIsAsked(string setting, string message)
    {
        PipelineResult result = await PipelineResult.RunAsync(null, ["Hello"], setting);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(message, result.Notes, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("Endpoints:cloud:Endpoint=somewhere", "'Endpoints:cloud:Endpoint' is not an absolute address like https://api.openai.com/v1.")]
    [InlineData("Endpoints:cloud:Model=", "'Endpoints:cloud:Model' is not set. OpenAI-compatible servers have no default model.")]
    public async Task AWrongSettingOfAnOpenAICompatibleServer_IsNamed(string setting, string message)
    {
        PipelineResult result = await PipelineResult.RunAsync("OpenAI", ["Hello"], setting, "Chat:Fallback=demo");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(message, result.Notes, StringComparison.Ordinal);
    }

    private static string[] To(LmStudioEmulator server) => [$"Endpoints:desk:Endpoint={server.Endpoint}", "Endpoints:desk:Model=google/gemma-3-1b", "Chat:Fallback="];
}
