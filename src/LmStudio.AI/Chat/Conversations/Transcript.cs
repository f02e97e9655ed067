using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Digests of a conversation up to each of its messages. Two conversations have the same digest only if model, system prompt and all that
/// was said are the same; what callers tend to drop when they resend an answer (reasoning, MCP calls, statistics) does not count.
/// </summary>
internal static class Transcript
{
    /// <summary>Returns the digest of the beginning, before the first message.</summary>
    public static TranscriptDigest Begin(string model, string? systemPrompt) =>
        TranscriptDigest.Empty.Add((ulong)Part.Model, model).Add((ulong)Part.SystemPrompt, systemPrompt ?? "");

    /// <summary>Takes one more message into the digest. Returns <see langword="false"/> if it holds something that cannot be digested.</summary>
    public static bool TryAppend(ref TranscriptDigest digest, ChatMessage message)
    {
        // The first part of a message tells whose it is.
        ulong start = Start(message.Role);
        if (start == 0)
        {
            // System messages are part of the beginning, wherever they stand.
            if (SystemText.IsSystem(message))
            {
                return true;
            }

            digest = digest.Add((ulong)Part.Role, message.Role.Value);
        }

        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (!TryAppend(ref digest, ref start, contents[i]))
            {
                return false;
            }
        }

        if (start != 0)
        {
            Append(ref digest, ref start, Part.Nothing, "");
        }

        return true;
    }

    private static bool TryAppend(ref TranscriptDigest digest, ref ulong start, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                if (text.Text.Length > 0)
                {
                    Append(ref digest, ref start, Part.Text, text.Text);
                }

                return true;

            case FunctionCallContent call:
                Append(ref digest, ref start, Part.Call, call.CallId);
                digest = digest.Add((ulong)Part.Name, call.Name);
                foreach (KeyValuePair<string, object?> argument in (call.Arguments ?? new Dictionary<string, object?>()).OrderBy(static argument => argument.Key, StringComparer.Ordinal))
                {
                    digest = digest.Add((ulong)Part.Argument, argument.Key);
                    if (!TryAppendJson(ref digest, argument.Value))
                    {
                        return false;
                    }
                }

                return true;

            case FunctionResultContent result:
                Append(ref digest, ref start, Part.Result, result.CallId);
                return TryAppendJson(ref digest, result.Result);

            case DataContent data:
                Append(ref digest, ref start, Part.MediaType, data.MediaType);
                digest = digest.Add((ulong)Part.Data, data.Data.Span);
                return true;

            case UriContent uri:
                Append(ref digest, ref start, Part.Uri, uri.Uri.OriginalString);
                return true;

            case TextReasoningContent or McpServerToolCallContent or McpServerToolResultContent:
                return true;

            default:
                return ContentGuard.IsEmpty(content);
        }
    }

    private static void Append(ref TranscriptDigest digest, ref ulong start, Part part, string text)
    {
        digest = digest.Add(start | (ulong)part, text);
        start = 0;
    }

    /// <summary>Returns what marks the first part of a message of a role, or 0 if the role has to be told.</summary>
    private static ulong Start(ChatRole role) => role.Value switch
    {
        "user" => 1UL << 32,
        "assistant" => 2UL << 32,
        "tool" => 3UL << 32,
        _ => 0,
    };

    /// <summary>Takes a value as JSON. Returns <see langword="false"/> for one that is none: such a conversation is just not remembered.</summary>
    private static bool TryAppendJson(ref TranscriptDigest digest, object? value)
    {
        try
        {
            digest = digest.Add((ulong)Part.Json, ToJson(value));
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException)
        {
            return false;
        }
    }

    private static string ToJson(object? value) =>
        value as string ?? JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value?.GetType() ?? typeof(object)));

    /// <summary>What comes next in a digest, so that no two things that are said can be taken for each other.</summary>
    private enum Part : ulong
    {
        Nothing,
        Model,
        SystemPrompt,
        Role,
        Text,
        Call,
        Name,
        Argument,
        Json,
        Result,
        MediaType,
        Data,
        Uri,
    }
}
