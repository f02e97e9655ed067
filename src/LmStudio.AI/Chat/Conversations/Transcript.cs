using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Digests of a conversation up to each of its messages. Two conversations have the same digest only if model, system prompt and all that
/// was said are the same; what callers tend to drop when they resend an answer (reasoning, MCP calls, statistics) does not count.
/// </summary>
internal static class Transcript
{
    /// <summary>Returns the digest of the beginning, before the first message.</summary>
    public static TranscriptDigest Begin(string model, string? systemPrompt) => TranscriptDigest.Empty.Add(model).Add(systemPrompt ?? "");

    /// <summary>Takes one more message into the digest. Returns <see langword="false"/> if it holds something that cannot be digested.</summary>
    public static bool TryAppend(ref TranscriptDigest digest, ChatMessage message)
    {
        // System messages are part of the beginning, wherever they stand.
        if (SystemText.IsSystem(message))
        {
            return true;
        }

        digest = digest.Add((ulong)ContentKind.Message).Add(message.Role.Value);
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (!TryAppend(ref digest, contents[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryAppend(ref TranscriptDigest digest, AIContent content)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text:
                digest = digest.Add((ulong)ContentKind.Text).Add(text.Text);
                return true;

            case FunctionCallContent call:
                digest = digest.Add((ulong)ContentKind.Call).Add(call.CallId).Add(call.Name).Add((ulong)(call.Arguments?.Count ?? 0));
                foreach (KeyValuePair<string, object?> argument in (call.Arguments ?? new Dictionary<string, object?>()).OrderBy(static argument => argument.Key, StringComparer.Ordinal))
                {
                    digest = digest.Add(argument.Key).Add(ToJson(argument.Value));
                }

                return true;

            case FunctionResultContent result:
                digest = digest.Add((ulong)ContentKind.Result).Add(result.CallId).Add(ToJson(result.Result ?? result.Exception?.Message));
                return true;

            case DataContent data:
                digest = digest.Add((ulong)ContentKind.Data).Add(data.MediaType).Add(data.Data.Span);
                return true;

            case UriContent uri:
                digest = digest.Add((ulong)ContentKind.Uri).Add(uri.Uri.OriginalString);
                return true;

            case TextReasoningContent or McpServerToolCallContent or McpServerToolResultContent:
                return true;

            default:
                return ContentGuard.IsEmpty(content);
        }
    }

    private static string ToJson(object? value) => value as string ?? (value is null ? "null" : ValueJson.Write(value));

    /// <summary>What comes next in a digest, so that no two things that are said can be taken for each other.</summary>
    private enum ContentKind : ulong
    {
        Message,
        Text,
        Call,
        Result,
        Data,
        Uri,
    }
}
