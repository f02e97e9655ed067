using Microsoft.Extensions.AI;

namespace AgentSample;

/// <summary>Responds to the messages of one conversation.</summary>
internal interface IAssistant
{
    /// <summary>Responds to a message.</summary>
    /// <returns>The contents of the response: text and reasoning.</returns>
    IAsyncEnumerable<AIContent> AnswerAsync(string message, CancellationToken cancellationToken);
}
