namespace GatewaySample.Demo;

/// <summary>The result of a turn.</summary>
/// <param name="Conversation">The conversation's name, which is its user's name.</param>
/// <param name="Number">The number of the turn, from 1.</param>
/// <param name="Endpoint">The LM Studio endpoint.</param>
/// <param name="IsStreamed">Whether the response was streamed.</param>
/// <param name="Server">The server that responded, according to the gateway.</param>
/// <param name="Answer">What the model said.</param>
/// <param name="HasToRemember">Whether the user asked for the name.</param>
internal sealed record DemoTurn(string Conversation, int Number, string Endpoint, bool IsStreamed, string Server, string Answer, bool HasToRemember)
{
    /// <summary>Gets whether the model knew the name, if it was asked for it.</summary>
    public bool IsRight => !HasToRemember || Answer.Contains(Conversation, StringComparison.Ordinal);
}
