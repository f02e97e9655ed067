using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>
/// Calls functions as the function-invoking middleware does: where an answer came with a ConversationId, the next request has that id and
/// the results only; where none came, it has the whole history.
/// </summary>
internal static class FunctionLoop
{
    public static async Task<ChatResponse> RunAsync(IChatClient client, bool stream, string prompt, ChatOptions options)
    {
        List<ChatMessage> history = [new(ChatRole.User, prompt)];
        List<ChatMessage> next = history;
        options = options.Clone();
        while (true)
        {
            ChatResponse response = stream
                ? await client.GetStreamingResponseAsync(next, options).ToChatResponseAsync()
                : await client.GetResponseAsync(next, options);
            List<FunctionCallContent> calls = [.. response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>()];
            if (calls.Count == 0)
            {
                return response;
            }

            List<AIContent> results = [];
            foreach (FunctionCallContent call in calls)
            {
                AIFunction function = options.Tools!.OfType<AIFunction>().Single(function => function.Name == call.Name);
                results.Add(new FunctionResultContent(call.CallId, await function.InvokeAsync(new AIFunctionArguments(call.Arguments))));
            }

            ChatMessage message = new(ChatRole.Tool, results);
            history.AddRange(response.Messages);
            history.Add(message);
            options.ConversationId = response.ConversationId;
            next = response.ConversationId is null ? history : [message];
        }
    }
}
