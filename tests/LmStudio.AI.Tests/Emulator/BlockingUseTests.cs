using System.Collections.Concurrent;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Callers that block the only thread of their synchronization context, as user interfaces do.</summary>
public sealed class BlockingUseTests
{
    [Fact]
    public async Task AnyCall_BlockedOnASingleThread_DoesNotDeadlock()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = lmStudio.CreateClient();

        Task<int> finished = RunOnOneThread(() =>
        {
            using IChatClient chat = client.AsIChatClient(EmulatorClients.Model, new LmStudioChatClientOptions { ContinueKnownConversations = true });
            int count = chat.GetResponseAsync("Hi").Result.Messages.Count;
            count += chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync().Result.Messages.Count;
            count += client.ListModelsAsync().Result.Count > 0 ? 1 : 0;
            count += client.AsIEmbeddingGenerator("text-embedding-nomic-embed-text-v1.5").GenerateAsync(["a"]).Result.Count;
            LmStudioModelLease lease = client.LeaseModelAsync(EmulatorClients.Model).Result;
            lease.DisposeAsync().AsTask().Wait();
            client.EnsureModelDownloadedAsync(EmulatorClients.Model).Wait();
            return count;
        });

        Assert.Equal(4, await finished.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static Task<int> RunOnOneThread(Func<int> use)
    {
        TaskCompletionSource<int> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new QueueContext());
            try
            {
                result.SetResult(use());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return result.Task;
    }

    /// <summary>Keeps what is posted to it, for a thread that never comes.</summary>
    private sealed class QueueContext : SynchronizationContext
    {
        private readonly ConcurrentQueue<Action> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue(() => d(state));
    }
}
