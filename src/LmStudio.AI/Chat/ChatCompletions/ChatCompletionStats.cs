namespace LmStudio.AI;

/// <summary>The server's measurements. LM Studio sends the object empty on this endpoint and filled on its predecessor, <c>/api/v0</c>.</summary>
internal sealed class ChatCompletionStats
{
    public double? TokensPerSecond { get; init; }

    /// <summary>Gets the time in seconds.</summary>
    public double? TimeToFirstToken { get; init; }
}
