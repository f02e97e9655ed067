using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Removes calls without a result from a history, such as calls that were cut off: the model would wait for their result.</summary>
internal static class UnresolvedCalls
{
    /// <summary>Returns the messages without function calls that are only informational and have no result.</summary>
    public static ChatMessage[] Remove(ChatMessage[] messages)
    {
        if (!Array.Exists(messages, static message => message.Contents.Any(static content => content is FunctionCallContent { InformationalOnly: true })))
        {
            return messages;
        }

        AIContent[] contents = [.. messages.SelectMany(static message => message.Contents)];
        return Array.ConvertAll(messages, message => message.Contents.Any(IsCut) ? Without(message) : message);

        // Some providers use an id again, so only a result before the next call of that id is the call's.
        bool IsCut(AIContent content) => content is FunctionCallContent { InformationalOnly: true } call
            && contents.Skip(Array.IndexOf(contents, content) + 1).FirstOrDefault(next => IdOf(next) == call.CallId) is not FunctionResultContent;

        static string? IdOf(AIContent content) => (content as FunctionResultContent)?.CallId ?? (content as FunctionCallContent)?.CallId;

        ChatMessage Without(ChatMessage message)
        {
            ChatMessage rest = message.Clone();
            rest.Contents = [.. message.Contents.Where(content => !IsCut(content))];
            return rest;
        }
    }
}
