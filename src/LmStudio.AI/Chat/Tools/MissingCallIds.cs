using System.Globalization;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Adds ids to calls in a history that have none, and to their results: providers without ids leave them empty, which LM Studio rejects.</summary>
internal static class MissingCallIds
{
    /// <summary>Returns the messages with ids for all calls. Results without an id belong to the calls without one, in their order.</summary>
    public static ChatMessage[] Fill(ChatMessage[] messages)
    {
        if (!Array.Exists(messages, static message => message.Contents.Any(IsWithoutId)))
        {
            return messages;
        }

        Queue<string> open = new();
        int count = 0;
        return Array.ConvertAll(messages, message =>
        {
            if (!message.Contents.Any(IsWithoutId))
            {
                return message;
            }

            ChatMessage filled = message.Clone();
            filled.Contents = [.. message.Contents.Select(Fill)];
            return filled;
        });

        AIContent Fill(AIContent content)
        {
            switch (content)
            {
                case FunctionCallContent { CallId: "" } call:
                    open.Enqueue(CreateId());
                    return new FunctionCallContent(open.Last(), call.Name, call.Arguments) { InformationalOnly = call.InformationalOnly, Exception = call.Exception };

                case FunctionResultContent { CallId: "" } result:
                    return new FunctionResultContent(open.Count > 0 ? open.Dequeue() : CreateId(), result.Result) { Exception = result.Exception };

                default:
                    return content;
            }
        }

        string CreateId() => "call_" + (++count).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsWithoutId(AIContent content) => content is FunctionCallContent { CallId: "" } or FunctionResultContent { CallId: "" };
}
