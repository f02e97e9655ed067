using System.Diagnostics;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Many streams of one client at the same time, of which some are canceled and some are left early.</summary>
public sealed class ConcurrentStreamTests
{
    private const int Streams = 500;

    private const int Words = 12;

    [Fact]
    public async Task GetStreamingResponse_ManyAtOnce_KeepApartCloseTheirConnectionsAndLeaveNoMemoryBehind()
    {
        EchoModel model = new(Words);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = model);
        using LmStudioClient client = lmStudio.CreateClient();
        IChatClient[] chats =
        [
            client.AsIChatClient(EmulatorClients.Model),
            client.AsIChatClient(EmulatorClients.Model, new LmStudioChatClientOptions { ContinueKnownConversations = true }),
        ];

        await RunRoundAsync(chats, round: 0);
        await WaitUntilIdleAsync(model);
        long before = Measure();
        for (int round = 1; round <= 3; round++)
        {
            await RunRoundAsync(chats, round);
            await WaitUntilIdleAsync(model);
        }

        // What is remembered of conversations is bounded; the emulator keeps all requests, some 300 bytes each.
        long growth = Measure() - before;
        Assert.True(growth < 12_000_000, $"{growth} bytes more are in use after three rounds.");
    }

    private static Task RunRoundAsync(IChatClient[] chats, int round) => Task.WhenAll(Enumerable.Range(0, Streams).Select(index =>
        Task.Run(() => RunAsync(chats[index % chats.Length], $"w{round}x{index}", new Random((round * Streams) + index)))));

    private static async Task RunAsync(IChatClient chat, string word, Random random)
    {
        int wanted = random.Next(0, Words + 1);
        bool cancels = random.Next(2) == 0;
        using CancellationTokenSource cancellation = new();
        int read = 0;
        string text = "";
        try
        {
            await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync($"Repeat {word}", cancellationToken: cancellation.Token))
            {
                text += update.Text;
                if (update.Text.Length > 0 && ++read == wanted)
                {
                    if (!cancels)
                    {
                        break;
                    }

                    await cancellation.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That was asked for.
        }

        Assert.Equal(string.Concat(Enumerable.Repeat(word + " ", read)), text);
        Assert.True(read == Words || (read == wanted && wanted > 0), $"{read} of {wanted} words came.");
    }

    /// <summary>Waits until the server has noticed that nobody reads its answers any more.</summary>
    private static async Task WaitUntilIdleAsync(EchoModel model)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); model.Active > 0;)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{model.Active} answers are still under way.");
            await Task.Yield();
        }
    }

    private static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
