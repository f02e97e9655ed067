using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Digests of a conversation up to each of its messages. Two conversations have the same digest only if the model, the system prompt and all content are the
/// same, except content that callers tend to drop when they resend a response (reasoning, MCP calls, statistics).
/// </summary>
internal static class Transcript
{
    /// <summary>Returns the digest of the beginning, before the first message.</summary>
    public static TranscriptDigest Begin(string model, string? systemPrompt) =>
        TranscriptDigest.Empty.Add((ulong)Part.Model, model).Add((ulong)Part.SystemPrompt, systemPrompt ?? "");

    /// <summary>Adds a message to the digest. Returns <see langword="false"/> if it has content that cannot be digested.</summary>
    public static bool TryAppend(ref TranscriptDigest digest, ChatMessage message)
    {
        // The first part of a message identifies its role.
        ulong start = Start(message.Role);
        if (start == 0)
        {
            // System messages are part of the beginning, regardless of their position.
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
                IDictionary<string, object?> arguments = call.Arguments ?? new Dictionary<string, object?>();
                foreach (KeyValuePair<string, object?> argument in arguments.OrderBy(static argument => argument.Key, StringComparer.Ordinal))
                {
                    digest = digest.Add((ulong)Part.Argument, argument.Key).Add((ulong)Part.Json, ToJson(argument.Value));
                }

                return true;

            case FunctionResultContent result:
                Append(ref digest, ref start, Part.Result, result.CallId);
                digest = digest.Add((ulong)Part.Json, ToJson(result.Result ?? result.Exception?.Message));
                return true;

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

    /// <summary>Returns the mark of the first part of a message, or 0 for a role that has none and is added as text.</summary>
    private static ulong Start(ChatRole role) => role.Value switch
    {
        "user" => 1UL << 32,
        "assistant" => 2UL << 32,
        "tool" => 3UL << 32,
        _ => 0,
    };

    private static string ToJson(object? value) => value as string ?? (value is null ? "null" : ValueJson.Write(value));

    /// <summary>The kind of the next value in a digest, so that different kinds of content have different digests.</summary>
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
