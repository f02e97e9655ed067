using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Provides LM Studio's own data as properties of <see cref="ChatResponse"/> and <see cref="ChatResponseUpdate"/>.</summary>
public static class LmStudioChatResponseExtensions
{
    extension(ChatResponse response)
    {
        /// <summary>Gets the token counts and generation speeds, or <see langword="null"/> if the response has none, for example because another provider created it.</summary>
        public LmStudioStats? Stats => ResponseStats.Read(Throw.IfNull(response)) ?? (response.RawRepresentation as LmStudioChatResult)?.Stats;

        /// <summary>
        /// Gets the path of the endpoint that handled the request, for example <c>/api/v1/chat</c>, or <see langword="null"/> if another provider created
        /// the response. It is stored as <c>lmstudio.endpoint</c> in the message's additional properties.
        /// </summary>
        public string? EndpointPath =>
            Throw.IfNull(response).Messages.LastOrDefault()?.AdditionalProperties?.TryGetValue(ChatTurn.EndpointKey, out object? path) == true ? path?.ToString() : null;
    }

    extension(ChatResponseUpdate update)
    {
        /// <summary>Gets the progress of model loading or prompt processing, or <see langword="null"/> if the update does not report any.</summary>
        public LmStudioProgress? Progress => LmStudioProgress.From(Throw.IfNull(update).RawRepresentation);

        /// <summary>Gets the token counts and generation speeds of the last update of a stream, or <see langword="null"/> for other updates.</summary>
        public LmStudioStats? Stats => ResponseStats.Read(Throw.IfNull(update)) ?? (update.RawRepresentation as LmStudioChatEndEvent)?.Result?.Stats;
    }
}
