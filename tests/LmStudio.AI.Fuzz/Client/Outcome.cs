using Microsoft.Extensions.AI;

namespace LmStudio.AI.Fuzz;

/// <summary>What a caller got from a chat.</summary>
/// <param name="Updates">The updates, also those before a failure.</param>
/// <param name="Response">The whole answer, where the answer was not streamed.</param>
/// <param name="Failure">The failure, or null.</param>
internal sealed record Outcome(IReadOnlyList<ChatResponseUpdate> Updates, ChatResponse? Response, LmStudioException? Failure)
{
    public IEnumerable<AIContent> Contents => Response is null ? Updates.SelectMany(static update => update.Contents) : Response.Messages.SelectMany(static message => message.Contents);

    public string Text => string.Concat(Contents.OfType<TextContent>().Select(static content => content.Text));

    public string Reasoning => string.Concat(Contents.OfType<TextReasoningContent>().Select(static content => content.Text));

    /// <summary>Gets the calls that the function-invoking middleware would run.</summary>
    public IEnumerable<FunctionCallContent> RunnableCalls => Contents.OfType<FunctionCallContent>().Where(static call => !call.InformationalOnly);
}
