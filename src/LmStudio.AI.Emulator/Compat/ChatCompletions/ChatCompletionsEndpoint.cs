using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsEndpoint(AnswerStarter starter, AnswerSender sender, TimeProvider timeProvider)
{
    /// <exception cref="WireException">The request is rejected, or the response fails before any of it is sent.</exception>
    public async Task HandleAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        JsonElement json = LooseJson.Parse(body);
        CompatRequest request = ChatCompletionsReader.Read(json, timeProvider.GetUtcNow());
        Answer answer = await starter.StartAsync(request, NewId.Number, tools: null, cancellationToken).ConfigureAwait(false);
        bool includeUsage = json.Object("stream_options")?.Flag("include_usage") ?? false;
        await sender.SendAsync(context.Response, answer, new ChatCompletionsWriter(answer, includeUsage), request.Chat.Stream, cancellationToken)
            .ConfigureAwait(false);
    }
}
