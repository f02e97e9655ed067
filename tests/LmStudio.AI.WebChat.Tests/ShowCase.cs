using LmStudio.AI.Emulator;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>A conversation that has everything in it: for pictures, and for the tests of what can be read.</summary>
internal static class ShowCase
{
    public static async Task ShowAsync(ChatSite site)
    {
        site.Server.Script.Enqueue(new EmulatorTurn(
            EmulatorStep.Reason("The user wants a throw of a die with twenty sides. There is a tool for that, so I use it and tell the result."),
            EmulatorStep.CallTool(ChatSite.Plugin, "roll_dice", new { sides = 20 }),
            EmulatorStep.Text("You rolled a **20**. A natural twenty comes up once in twenty throws, a chance of $p = 1/20$."))
        {
            Stats = new EmulatorStats { TotalOutputTokens = 64, TokensPerSecond = 58 },
        });
        await site.SendAsync("Roll a die with 20 sides");
        await site.CompleteAsync();
        site.Server.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("""
            Here is a method that rolls any dice, and what it costs:

            ```csharp
            /// <summary>Rolls dice and adds them up.</summary>
            static int Roll(int count, int sides) =>
                Enumerable.Range(0, count).Sum(_ => Random.Shared.Next(1, sides + 1));
            ```

            | dice | least | most | average |
            | --- | ---: | ---: | ---: |
            | `1d20` | 1 | 20 | 10.5 |
            | `3d6` | 3 | 18 | 10.5 |

            > The averages are the same, but three dice stay closer to them.
            """))
        {
            Stats = new EmulatorStats { TotalOutputTokens = 171, TokensPerSecond = 61 },
        });
        await site.SendAsync("Write that in C#, and compare 1d20 with 3d6 in a table");
        await site.CompleteAsync();
        site.Server.Script.Enqueue(EmulatorStep.Fail("internal_error", "Out of memory."));
    }
}
