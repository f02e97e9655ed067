using Microsoft.Extensions.AI;

namespace AgentSample;

/// <summary>Answers the messages of one conversation.</summary>
internal interface IAssistant
{
    /// <summary>Answers a message.</summary>
    /// <returns>The pieces of the answer: text and reasoning.</returns>
    IAsyncEnumerable<AIContent> AnswerAsync(string message, CancellationToken cancellationToken);
}
