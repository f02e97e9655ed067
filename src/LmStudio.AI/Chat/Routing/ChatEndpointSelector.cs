namespace LmStudio.AI;

/// <summary>Selects the endpoint for a request from its features.</summary>
internal static class ChatEndpointSelector
{
    private static readonly Candidate[] Candidates =
        [.. ChatEndpointTable.Endpoints.Select(static endpoint => new Candidate(endpoint, ChatEndpointTable.FeaturesOf(endpoint)))];

    /// <summary>
    /// Returns the endpoint that supports every hard feature and the most soft ones, or the more preferred one of equals. A pinned endpoint is returned if it
    /// supports every hard feature.
    /// </summary>
    /// <exception cref="NotSupportedException">There is none. The message names the conflicting features.</exception>
    public static LmStudioChatEndpoint Select(ChatFeatures features, LmStudioChatEndpoint pinned = LmStudioChatEndpoint.Auto)
    {
        ChatFeatures hard = features & ChatFeatures.Hard;
        return Find(features, pinned)
            ?? throw new NotSupportedException(pinned == LmStudioChatEndpoint.Auto ? DescribeClash(hard) : DescribeLack(hard, pinned));
    }

    /// <summary>Returns whether <see cref="Select"/> finds an endpoint.</summary>
    public static bool CanSelect(ChatFeatures features, LmStudioChatEndpoint pinned) => Find(features, pinned) is not null;

    /// <summary>Returns the soft features that the endpoint would drop.</summary>
    public static ChatFeatures Lost(ChatFeatures features, LmStudioChatEndpoint endpoint) =>
        features & ~ChatFeatures.Hard & ~ChatEndpointTable.FeaturesOf(endpoint);

    private static LmStudioChatEndpoint? Find(ChatFeatures features, LmStudioChatEndpoint pinned)
    {
        ChatFeatures hard = features & ChatFeatures.Hard;
        ChatFeatures soft = features & ~ChatFeatures.Hard;
        LmStudioChatEndpoint? best = null;
        int most = -1;
        foreach ((LmStudioChatEndpoint endpoint, ChatFeatures carried) in Candidates)
        {
            int softCount = Count(soft & carried);
            if ((pinned == LmStudioChatEndpoint.Auto || pinned == endpoint) && (hard & ~carried) == 0 && softCount > most)
            {
                best = endpoint;
                most = softCount;
            }
        }

        return best;
    }

    private static string DescribeClash(ChatFeatures hard)
    {
        List<ChatFeatures> features = [.. ChatEndpointTable.Split(hard)];

        // Two features that no endpoint supports together are more helpful than the list of all requested ones.
        foreach (ChatFeatures first in features)
        {
            foreach (ChatFeatures second in features)
            {
                if (Candidates.All(candidate => (candidate.Features & first) == 0 || (candidate.Features & second) == 0))
                {
                    return Describe([first, second]);
                }
            }
        }

        return Describe(features);

        static string Describe(IEnumerable<ChatFeatures> clashing) =>
            $"No LM Studio endpoint supports the combination of: {string.Join("; ", clashing.Select(ChatEndpointTable.DescribeWithEndpoints))}. Remove one of them.";
    }

    private static string DescribeLack(ChatFeatures hard, LmStudioChatEndpoint pinned)
    {
        IEnumerable<ChatFeatures> lacking = ChatEndpointTable.Split(hard & ~ChatEndpointTable.FeaturesOf(pinned));
        return $"The client is pinned to {ChatEndpointTable.PathOf(pinned)}, which does not support {string.Join("; ", lacking.Select(ChatEndpointTable.DescribeWithEndpoints))}. "
            + $"Remove that, or set {nameof(LmStudioChatClientOptions)}.{nameof(LmStudioChatClientOptions.Endpoint)} to {nameof(LmStudioChatEndpoint.Auto)}.";
    }

    private static int Count(ChatFeatures features)
    {
        int count = 0;
        for (int rest = (int)features; rest != 0; rest &= rest - 1)
        {
            count++;
        }

        return count;
    }

    private sealed record Candidate(LmStudioChatEndpoint Endpoint, ChatFeatures Features);
}
