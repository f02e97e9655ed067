using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Takes calls that nothing has run, as those are that were cut off, out of a history: the model would wait for a result.</summary>
internal static class CutCalls
{
    /// <summary>Returns the messages without function calls that are only informational and have no result.</summary>
    public static ChatMessage[] Remove(ChatMessage[] messages)
    {
        if (!Array.Exists(messages, static message => message.Contents.Any(static content => content is FunctionCallContent { InformationalOnly: true })))
        {
            return messages;
        }

        HashSet<string> answered = [.. messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Select(static result => result.CallId)];
        return Array.ConvertAll(messages, message => message.Contents.Any(IsCut) ? Without(message) : message);

        bool IsCut(AIContent content) => content is FunctionCallContent { InformationalOnly: true } call && !answered.Contains(call.CallId);

        ChatMessage Without(ChatMessage message)
        {
            ChatMessage rest = message.Clone();
            rest.Contents = [.. message.Contents.Where(content => !IsCut(content))];
            return rest;
        }
    }
}
