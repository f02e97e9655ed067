using ChatSample;
using LmStudio.AI.Emulator;

namespace LmStudio.AI.Samples.Tests;

/// <summary>Runs the chat as a user with an emulator would.</summary>
internal static class ChatRun
{
    public static ChatSettings Settings(LmStudioEmulator server) => new() { Endpoint = server.Endpoint, IsEndpointRequired = true };

    /// <summary>Types the lines and returns what the terminal showed.</summary>
    public static Task<string> TypeAsync(LmStudioEmulator server, params string[] lines) => RunAsync(Settings(server), new ScriptedLines(lines));

    public static async Task<string> RunAsync(ChatSettings settings, ScriptedLines lines)
    {
        TextConsole console = new();
        Assert.Equal(0, await ChatApp.RunAsync(settings, console.Console, lines, new Interruption(), CancellationToken.None));
        return console.Text;
    }

    /// <summary>Runs the plain chat and returns its exit code, its output and its error output.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> PlainAsync(ChatSettings settings, string input = "")
    {
        using StringReader reader = new(input);
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = await PlainChat.RunAsync(settings, reader, output, error, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }

    public static void AssertInOrder(string text, params string[] parts)
    {
        int start = 0;
        foreach (string part in parts)
        {
            int at = text.IndexOf(part, start, StringComparison.Ordinal);
            Assert.True(at >= 0, $"Not found, or not in this place: {part}\n--- in:\n{text}");
            start = at + part.Length;
        }
    }
}
