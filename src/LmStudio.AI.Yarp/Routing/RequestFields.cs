using System.Text.Json;

namespace LmStudio.AI.Yarp;

/// <summary>The fields of a request's body that determine its server.</summary>
/// <param name="IsJson">Whether the body is valid JSON. If not, the other values are missing.</param>
/// <param name="PreviousResponseId">The id of the response to continue from.</param>
/// <param name="ThreadId">The same in the preview dialect.</param>
/// <param name="Model">The model.</param>
internal readonly record struct RequestFields(bool IsJson, string? PreviousResponseId, string? ThreadId, string? Model)
{
    /// <summary>The value for an id that is not valid Unicode. It matches no conversation.</summary>
    public const string NotUnicode = "\uFFFD";

    private static readonly JsonReaderOptions Depth = new() { MaxDepth = 1000 };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the root's members. Of members with the same name, the last one is used, as in LM Studio.</summary>
    public static RequestFields Read(ReadOnlySpan<byte> body)
    {
        string? previousResponseId = null;
        string? threadId = null;
        string? model = null;
        Utf8JsonReader reader = new(body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body, Depth);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return new RequestFields(IsJson: !reader.Read(), null, null, null);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("previous_response_id"u8))
                {
                    previousResponseId = ReadText(ref reader);
                }
                else if (reader.ValueTextEquals("thread_id"u8))
                {
                    threadId = ReadText(ref reader);
                }
                else if (reader.ValueTextEquals("model"u8))
                {
                    model = ReadText(ref reader);
                }
                else
                {
                    _ = reader.Read();
                    reader.Skip();
                }
            }

            return new RequestFields(IsJson: !reader.Read(), previousResponseId, threadId, model);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return NotUnicode; // An unpaired surrogate, or bytes that are not valid UTF-8.
        }
    }
}
