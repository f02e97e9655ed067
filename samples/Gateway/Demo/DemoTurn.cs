namespace GatewaySample.Demo;

/// <summary>What was seen of a turn.</summary>
/// <param name="Conversation">The conversation's name, which is the name that its user tells the model.</param>
/// <param name="Number">The number of the turn, from 1.</param>
/// <param name="Endpoint">The endpoint of LM Studio that answered.</param>
/// <param name="IsStreamed">Whether the answer was streamed.</param>
/// <param name="Server">The server that answered, as the gateway says.</param>
/// <param name="Answer">What the model said.</param>
/// <param name="HasToRemember">Whether the user asked for the name.</param>
internal sealed record DemoTurn(string Conversation, int Number, string Endpoint, bool IsStreamed, string Server, string Answer, bool HasToRemember)
{
    /// <summary>Gets whether the model, where it was asked for the name, knew it.</summary>
    public bool IsRight => !HasToRemember || Answer.Contains(Conversation, StringComparison.Ordinal);
}
