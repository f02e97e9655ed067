using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>LM Studio's own settings as properties of <see cref="ChatOptions"/>.</summary>
/// <remarks>
/// They are kept in <see cref="ChatOptions.AdditionalProperties"/> as plain JSON values under the names of the wire, so they pass through
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
        /// Gets or sets the context, in tokens, for a model that the request loads. The default is the server's. A model that is loaded
        /// already keeps its own.
        /// </summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is no whole number.</exception>
        public int? ContextLength
        {
            get => AdditionalProperty.GetInteger(options, ContextLengthKey);
            set => AdditionalProperty.Set(options, ContextLengthKey, value);
        }

        /// <summary>Gets or sets the least probability of a token to be chosen, from 0 to 1. The default is the server's.</summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is no number.</exception>
        public float? MinP
        {
            get => (float?)AdditionalProperty.GetNumber(options, MinPKey);
            set => AdditionalProperty.Set(options, MinPKey, value);
        }

        /// <summary>Gets or sets the penalty on repeated tokens; 1 is none. The default is the server's.</summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is no number.</exception>
        public float? RepeatPenalty
        {
            get => (float?)AdditionalProperty.GetNumber(options, RepeatPenaltyKey);
            set => AdditionalProperty.Set(options, RepeatPenaltyKey, value);
        }

        /// <summary>
        /// Gets or sets a value indicating whether the answer is stored on the server, so that it can be continued by its
        /// <c>ConversationId</c>. The default is the client's <see cref="LmStudioChatClientOptions.Store"/>.
        /// </summary>
        /// <exception cref="ArgumentException">The value in <see cref="ChatOptions.AdditionalProperties"/> is no boolean.</exception>
        public bool? Store
        {
            get => AdditionalProperty.GetBoolean(options, StoreKey);
            set => AdditionalProperty.Set(options, StoreKey, value);
        }
    }
}
