using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /v1/completions</c>, text without messages.</summary>
internal sealed class CompletionsEndpoint(AnswerStarter starter, AnswerSender sender)
{
    /// <exception cref="WireException">The request is rejected, or the response fails before any of it is sent.</exception>
    public async Task HandleAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        JsonElement json = LooseJson.Parse(body);
        CompatRequest request = CompletionsReader.Read(json);
        Answer answer = await starter.StartAsync(request, newCallId: null, tools: null, cancellationToken).ConfigureAwait(false);
        bool includeUsage = json.Object("stream_options")?.Flag("include_usage") ?? false;
        await sender.SendAsync(context.Response, answer, new CompletionsWriter(answer, includeUsage), request.Chat.Stream, cancellationToken)
            .ConfigureAwait(false);
    }
}
