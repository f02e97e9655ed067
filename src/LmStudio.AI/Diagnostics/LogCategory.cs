namespace LmStudio.AI;

/// <summary>The categories of logs, one for each area (docs/telemetry.md).</summary>
internal static class LogCategory
{
    /// <summary>Requests and responses.</summary>
    public const string Http = "LmStudio.AI.Http";

    /// <summary>How chats are carried.</summary>
    public const string Chat = "LmStudio.AI.Chat";

    /// <summary>Texts that are embedded only in part.</summary>
    public const string Embeddings = "LmStudio.AI.Embeddings";

    /// <summary>Loads and downloads.</summary>
    public const string Models = "LmStudio.AI.Models";

    /// <summary>Settings that change, and models that are loaded at start.</summary>
    public const string Hosting = "LmStudio.AI.Hosting";
}
