using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using OpenAIChatMessage = OpenAI.Chat.ChatMessage;

namespace PipelineSample.Endpoints;

/// <summary>The OpenAI package's client as an <see cref="IChatClient"/> for text alone, which is all that this sample needs.</summary>
internal sealed class OpenAITextChatClient(ChatClient client) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatCompletion completion = await client.CompleteChatAsync(messages.Select(Map), Map(options), cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Concat(completion.Content.Select(static part => part.Text))))
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            Usage = Map(completion.Usage),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync(messages.Select(Map), Map(options), cancellationToken))
        {
            ChatResponseUpdate mapped = new(ChatRole.Assistant, string.Concat(update.ContentUpdate.Select(static part => part.Text)))
            {
                ResponseId = update.CompletionId,
                MessageId = update.CompletionId,
                ModelId = update.Model,
            };
            if (update.Usage is { } usage)
            {
                mapped.Contents.Add(new UsageContent(Map(usage)));
            }

            yield return mapped;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    private static OpenAIChatMessage Map(ChatMessage message)
    {
        if (message.Contents.FirstOrDefault(static content => content is not TextContent) is { } other)
        {
            throw new NotSupportedException($"This client has texts only, not {other.GetType().Name}. Microsoft.Extensions.AI.OpenAI has the rest.");
        }

        return message.Role.Value switch
        {
            "system" => new SystemChatMessage(message.Text),
            "assistant" => new AssistantChatMessage(message.Text),
            _ => new UserChatMessage(message.Text),
        };
    }

    private static ChatCompletionOptions Map(ChatOptions? options) => new()
    {
        Temperature = options?.Temperature,
        TopP = options?.TopP,
        MaxOutputTokenCount = options?.MaxOutputTokens,
    };

    private static UsageDetails Map(ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
    };
}
