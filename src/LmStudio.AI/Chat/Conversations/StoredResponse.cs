namespace LmStudio.AI;

/// <summary>A response that the server has stored and from which the conversation can be continued.</summary>
/// <param name="ResponseId">The response to continue from.</param>
/// <param name="Begin">The digest of the conversation before its first message.</param>
/// <param name="End">The digest of the conversation including the response.</param>
/// <param name="Hash">The hash of the last message.</param>
internal sealed record StoredResponse(string ResponseId, TranscriptDigest Begin, TranscriptDigest End, int Hash);
