using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Provides LM Studio's own settings as properties of <see cref="ChatOptions"/>.</summary>
/// <remarks>
/// They are stored in <see cref="ChatOptions.AdditionalProperties"/> as JSON values under LM Studio's names, such as <c>min_p</c>, so that they pass through
/// middleware that copies, caches or logs options.
/// </remarks>
public static class LmStudioChatOptionsExtensions
{
    internal const string ContextLengthKey = "context_length";
    internal const string MinPKey = "min_p";
    internal const string RepeatPenaltyKey = "repeat_penalty";
    internal const string StoreKey = "store";

    extension(ChatOptions options)
    {
        /// <summary>
        /// Gets or sets the context length, in tokens, for a model that the request loads. The default is the server's. A model that is
        /// already loaded keeps its context length.
        /// </summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is not an integer.</exception>
        public int? ContextLength
        {
            get => AdditionalProperty.GetInteger(options, ContextLengthKey);
            set => AdditionalProperty.Set(options, ContextLengthKey, value);
        }

        /// <summary>Gets or sets the minimum probability for a token to be considered, from 0 to 1. The default is the server's.</summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is not a number.</exception>
        public float? MinP
        {
            get => (float?)AdditionalProperty.GetNumber(options, MinPKey);
            set => AdditionalProperty.Set(options, MinPKey, value);
        }

        /// <summary>Gets or sets the penalty for repeated tokens. A value of 1 means no penalty. The default is the server's.</summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is not a number.</exception>
        public float? RepeatPenalty
        {
            get => (float?)AdditionalProperty.GetNumber(options, RepeatPenaltyKey);
            set => AdditionalProperty.Set(options, RepeatPenaltyKey, value);
        }

        /// <summary>
        /// Gets or sets a value indicating whether the server stores the response, so that it can be continued by its
        /// <c>ConversationId</c>. The default is the client's <see cref="LmStudioChatClientOptions.Store"/>.
        /// </summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is not a Boolean.</exception>
        public bool? Store
        {
            get => AdditionalProperty.GetBoolean(options, StoreKey);
            set => AdditionalProperty.Set(options, StoreKey, value);
        }
    }
}
