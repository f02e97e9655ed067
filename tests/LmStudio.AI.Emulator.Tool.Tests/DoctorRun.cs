namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>What the command <c>doctor</c> has ended with.</summary>
internal sealed record DoctorRun(int ExitCode, string Output)
{
    /// <summary>Gets the line below the heading of the set-up.</summary>
    public string Setup => Output.Split('\n') is var lines ? lines[Array.IndexOf(lines, "## Setup") + 2] : "";

    public static async Task<DoctorRun> RunAsync(Uri endpoint, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await ToolCommandLine.InvokeAsync(["doctor", "--endpoint", endpoint.AbsoluteUri, .. args], output, error, CancellationToken.None);
        Assert.Equal("", error.ToString());
        return new DoctorRun(exitCode, output.ToString());
    }
}
