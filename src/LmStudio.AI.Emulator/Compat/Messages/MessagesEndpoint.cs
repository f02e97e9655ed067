using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /v1/messages</c>.</summary>
internal sealed class MessagesEndpoint(AnswerStarter starter, AnswerSender sender, TimeProvider timeProvider)
{
    /// <exception cref="WireException">The request is rejected, or the response fails before any of it is sent.</exception>
    public async Task HandleAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        CompatRequest request = MessagesReader.Read(LooseJson.Parse(body), timeProvider.GetUtcNow());
        Answer answer = await starter.StartAsync(request, NewId.Number, tools: null, cancellationToken).ConfigureAwait(false);
        await sender.SendAsync(context.Response, answer, new MessagesWriter(answer), request.Chat.Stream, cancellationToken).ConfigureAwait(false);
    }
}
