using LmStudio.AI.Emulator;
using WebChatSample;

namespace LmStudio.AI.Samples.Tests;

public sealed class PromptRunTests
{
    [Fact]
    public async Task Prompt_Answer_GoesToTheOutput()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello there."));

        (int exitCode, string output, string notes) = await RunAsync(server.Endpoint);

        Assert.Equal((0, "Hello there.\n", ""), (exitCode, output, notes));
    }

    [Fact]
    public async Task Prompt_AnswerBreaksOff_IsAnErrorAndExitCode()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Fail("internal_error", "Out of memory."));

        (int exitCode, _, string notes) = await RunAsync(server.Endpoint);

        Assert.Equal(1, exitCode);
        Assert.Contains("Out of memory.", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_NoServerWhereItWasNamed_SaysWhatToDo()
    {
        (int exitCode, string output, string notes) = await RunAsync(Ports.Unused());

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("lms server start", notes, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Notes)> RunAsync(Uri endpoint)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter notes = new() { NewLine = "\n" };
        int exitCode = await PromptRun.RunAsync("Hello", [$"--LmStudio:Endpoint={endpoint}"], output, notes, CancellationToken.None);
        return (exitCode, output.ToString(), notes.ToString());
    }
}
