using System.Collections.Concurrent;

namespace LmStudio.AI.Emulator;

/// <summary>Stores conversations by id, for all endpoints that can continue them, as in LM Studio.</summary>
internal sealed class ConversationStore(EmulatorFaults faults, TimeProvider timeProvider)
{
    /// <summary>LM Studio deletes responses that are older than 30 days.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, ConversationTurn> _turns = new();

    /// <returns>The turn to continue, or <see langword="null"/> when there is none with this id.</returns>
    public ConversationTurn? Find(string id) =>
        !faults.LoseConversations && _turns.TryGetValue(id, out ConversationTurn? turn) && timeProvider.GetUtcNow() - turn.CreatedAt <= Retention ? turn : null;

    /// <summary>Stores a turn under a new id, so that continuing an older id creates a branch.</summary>
    public string AddResponse(ConversationTurn turn)
    {
        string id = NewResponseId();
        Add(id, turn);
        return id;
    }

    /// <summary>Stores a turn under an id that was already sent to the client.</summary>
    public void Add(string responseId, ConversationTurn turn) => _turns[responseId] = turn;

    public static bool IsResponseId(string id) => id.StartsWith("resp_", StringComparison.Ordinal);

    public static string NewResponseId() => NewId.Hexadecimal("resp_");

    /// <summary>Stores a turn as the newest of a thread, or of a new one. The id of a thread stays the same from turn to turn.</summary>
    public string AddToThread(string? threadId, ConversationTurn turn)
    {
        threadId ??= NewId.Hexadecimal("thread_");
        _turns[threadId] = turn;
        return threadId;
    }

    public void Clear() => _turns.Clear();
}
