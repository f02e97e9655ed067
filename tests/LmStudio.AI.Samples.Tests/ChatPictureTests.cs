using ChatSample;
using ChatSample.Input;
using LmStudio.AI.Emulator;
using Spectre.Console;

namespace LmStudio.AI.Samples.Tests;

/// <summary>A chat as the README shows it. With the environment variable <c>UPDATE_PICTURES=1</c>, the picture is drawn anew.</summary>
public sealed class ChatPictureTests
{
    private const int Columns = 92;

    [Fact]
    public async Task Chat_MarkdownInATerminal_IsRendered()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(
            EmulatorStep.Reason("They want to know about local models. A table and a few lines of code will do."),
            EmulatorStep.Text(
                """
                ## Running models at home

                A model needs **memory** for its weights, and a little more for the context:

                | model | size | good at |
                | --- | ---: | --- |
                | gpt-oss-20b | 12 GB | reasoning, tools |
                | qwen3-8b | 5 GB | tools, many languages |
                | gemma-3-1b | 1 GB | quick answers |

                1. Download one with `/download openai/gpt-oss-20b`.
                2. Ask it something:

                ```csharp
                using IChatClient client = new LmStudioChatClient();
                Console.WriteLine(await client.GetResponseAsync("Hello!"));
                ```
                """));
        TerminalScreen screen = new(Columns, height: 60, ColorSystemSupport.Standard);

        int exitCode = await ChatApp.RunAsync(ChatRun.Settings(server), screen.Console, new TypedLine(screen.Console, "Which models can I run at home?"), new Interruption(), CancellationToken.None);

        Assert.Equal(0, exitCode);
        ChatRun.AssertInOrder(screen.Text, "› Which models can I run at home?", "Running models at home\n", "│ gpt-oss-20b │ 12 GB │ reasoning, tools", "1. Download one with /download", "csharp\n  using IChatClient client");
        if (Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Root(), "docs", "images", "chat.svg"), SvgPicture.Draw(screen, Columns));
        }
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LmStudio.AI.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    /// <summary>Types one line, which the terminal shows, and leaves.</summary>
    private sealed class TypedLine(IAnsiConsole console, string line) : ILineReader
    {
        private bool _typed;

        public string? ReadLine(IReadOnlyList<string> completions)
        {
            if (_typed)
            {
                return null;
            }

            _typed = true;
            console.MarkupLineInterpolated($"[bold teal]›[/] {line}");
            return line;
        }
    }
}
