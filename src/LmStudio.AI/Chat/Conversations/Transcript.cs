using System.Security.Cryptography;
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
    public static byte[] Begin(string model, string? systemPrompt) => Digest(writer =>
    {
        writer.Write(model);
        writer.Write(systemPrompt ?? "");
    });

    /// <summary>Returns the digest after one more message, or <see langword="null"/> if it holds something that cannot be digested.</summary>
    public static byte[]? Append(byte[] before, ChatMessage message)
    {
        // System messages are part of the beginning, wherever they stand.
        if (SystemText.IsSystem(message))
        {
            return before;
        }

        try
        {
            return Digest(writer =>
            {
                writer.Write(before);
                writer.Write(message.Role.Value);
                foreach (AIContent content in message.Contents)
                {
                    Write(writer, message.Role, content);
                }
            });
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException)
        {
            // A value that is no JSON. Such a conversation is just not remembered.
            return null;
        }
    }

    private static void Write(BinaryWriter writer, ChatRole role, AIContent content)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text:
                writer.Write("text");
                writer.Write(text.Text);
                break;

            case FunctionCallContent call:
                writer.Write("call");
                writer.Write(call.CallId);
                writer.Write(call.Name);
                foreach (KeyValuePair<string, object?> argument in (call.Arguments ?? new Dictionary<string, object?>()).OrderBy(static argument => argument.Key, StringComparer.Ordinal))
                {
                    writer.Write(argument.Key);
                    writer.Write(ToJson(argument.Value));
                }

                break;

            case FunctionResultContent result:
                writer.Write("result");
                writer.Write(result.CallId);
                writer.Write(ToJson(result.Result));
                break;

            case DataContent data:
                writer.Write("data");
                writer.Write(data.Uri);
                break;

            case UriContent uri:
                writer.Write("uri");
                writer.Write(uri.Uri.OriginalString);
                break;

            case TextReasoningContent or McpServerToolCallContent or McpServerToolResultContent:
            case AIContent when ContentGuard.IsEmpty(content):
                break;

            default:
                throw new NotSupportedException($"A {content.GetType().Name} in a message with the role '{role}' cannot be hashed.");
        }
    }

    private static string ToJson(object? value) =>
        value as string ?? JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value?.GetType() ?? typeof(object)));

    private static byte[] Digest(Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        write(writer);
        writer.Flush();
        using SHA256 sha = SHA256.Create();
        return sha.ComputeHash(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
