using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>What LM Studio tells of an answer beyond <see cref="ChatResponse"/>, as properties.</summary>
public static class LmStudioChatResponseExtensions
{
    extension(ChatResponse response)
    {
        /// <summary>Gets token counts and speeds, or <see langword="null"/> when the answer has none, for instance because it is not LM Studio's.</summary>
        public LmStudioStats? Stats => ResponseStats.Read(Throw.IfNull(response));

        /// <summary>
        /// Gets the path of the endpoint that carried the request, for instance <c>/api/v1/chat</c>, or <see langword="null"/> when the
        /// answer is not LM Studio's. It is <c>lmstudio.endpoint</c> in the message's additional properties.
        /// </summary>
        public string? EndpointPath =>
            Throw.IfNull(response).Messages.LastOrDefault()?.AdditionalProperties?.TryGetValue(ChatTurn.EndpointKey, out object? path) == true ? path?.ToString() : null;
    }

    extension(ChatResponseUpdate update)
    {
        /// <summary>Gets the progress of model loading or prompt processing that the update tells of, or <see langword="null"/> when it tells of none.</summary>
        public LmStudioProgress? Progress => LmStudioProgress.From(Throw.IfNull(update).RawRepresentation);

        /// <summary>Gets token counts and speeds from the last update of a stream, or <see langword="null"/> on the others.</summary>
        public LmStudioStats? Stats => ResponseStats.Read(Throw.IfNull(update));
    }
}
