using AgentSample;
using LmStudio.AI.Emulator;

namespace LmStudio.AI.Samples.Tests;

public sealed class AgentConversationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prompts_AreTurnsAndTheirAnswersTheOutput(bool useKernelLoop)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("shopping_add_item", new { item = "milk" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Added."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("lmstudio_list_models"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Six models."));

        (int exitCode, string output, string notes) = await RunAsync(Settings(lmStudio, useKernelLoop, "Add milk.", "Which models\nare there?"));

        Assert.Equal(0, exitCode);
        Assert.Equal("Added.\nSix models.\n", output);
        Assert.Contains("→ shopping_add_item(item: milk)\n← milk\n", notes);
        Assert.Contains("→ lmstudio_list_models()\n", notes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Input_EachLineIsATurnOfOneConversation(bool useKernelLoop)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        (int exitCode, string output, _) = await RunAsync(Settings(lmStudio, useKernelLoop), "My name is Ada\n\nWhat is my name?\n");

        Assert.Equal(0, exitCode);
        Assert.Contains("Your name is Ada.", output);
        Assert.DoesNotContain("My name is Ada", lmStudio.Requests.Where(static request => request.Path == "/v1/responses").ElementAt(1).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ControlCharacters_DoNotReachTheTerminal(bool useKernelLoop)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Before\e[2JAfter"));

        (_, string output, _) = await RunAsync(Settings(lmStudio, useKernelLoop, "Hi"));

        Assert.Equal("Before[2JAfter\n", output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ServerFails_ShowsWhyAndFails(bool useKernelLoop)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Fail("internal_error", "The model has crashed."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Fine again."));

        (int exitCode, string output, string notes) = await RunAsync(Settings(lmStudio, useKernelLoop, "One", "Two"));

        Assert.Equal(1, exitCode);
        Assert.Equal("Fine again.\n", output);
        Assert.Contains("The model has crashed.", notes);
        Assert.DoesNotContain("   at ", notes);
    }

    private static AgentSettings Settings(LmStudioEmulator lmStudio, bool useKernelLoop, params string[] prompts) =>
        new() { Endpoint = lmStudio.Endpoint, IsEndpointRequired = true, UseKernelLoop = useKernelLoop, Prompts = prompts };

    private static async Task<(int ExitCode, string Output, string Notes)> RunAsync(AgentSettings settings, string input = "")
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter notes = new() { NewLine = "\n" };
        int exitCode = await Conversation.RunAsync(settings, new StringReader(input), output, notes, isInteractive: false, CancellationToken.None);
        return (exitCode, output.ToString(), notes.ToString());
    }
}
