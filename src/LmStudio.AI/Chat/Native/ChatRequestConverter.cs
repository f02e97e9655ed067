using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Writes requests to the native endpoint, without the properties that are not set.</summary>
/// <remarks>
/// Written by hand because source-generated code would delay the first response of a process: its metadata of nullable numbers takes about 300 methods to
/// JIT-compile.
/// </remarks>
internal sealed class ChatRequestConverter : JsonConverter<LmStudioChatRequest>
{
    private readonly InputConverter _input = new();

    public override LmStudioChatRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, LmStudioChatRequest value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteText(writer, "model"u8, value.Model);
        if (value.Input is { } input)
        {
            writer.WritePropertyName("input"u8);
            _input.Write(writer, input, options);
        }

        WriteText(writer, "system_prompt"u8, value.SystemPrompt);
        if (value.Integrations is { } integrations)
        {
            writer.WriteStartArray("integrations"u8);
            foreach (LmStudioIntegration integration in integrations)
            {
                WriteIntegration(writer, integration);
            }

            writer.WriteEndArray();
        }

        WriteNumber(writer, "temperature"u8, value.Temperature);
        WriteNumber(writer, "top_p"u8, value.TopP);
        WriteNumber(writer, "top_k"u8, value.TopK);
        WriteNumber(writer, "min_p"u8, value.MinP);
        WriteNumber(writer, "repeat_penalty"u8, value.RepeatPenalty);
        WriteNumber(writer, "max_output_tokens"u8, value.MaxOutputTokens);
        WriteText(writer, "reasoning"u8, value.Reasoning);
        WriteNumber(writer, "context_length"u8, value.ContextLength);
        WriteBoolean(writer, "store"u8, value.Store);
        WriteText(writer, "previous_response_id"u8, value.PreviousResponseId);
        WriteBoolean(writer, "stream"u8, value.Stream);
        writer.WriteEndObject();
    }

    private static void WriteIntegration(Utf8JsonWriter writer, LmStudioIntegration integration)
    {
        writer.WriteStartObject();
        WriteText(writer, "type"u8, integration.Type);
        WriteText(writer, "id"u8, integration.Id);
        WriteText(writer, "server_label"u8, integration.ServerLabel);
        WriteText(writer, "server_url"u8, integration.ServerUrl);
        if (integration.AllowedTools is { } allowedTools)
        {
            writer.WriteStartArray("allowed_tools"u8);
            foreach (string tool in allowedTools)
            {
                writer.WriteStringValue(tool);
            }

            writer.WriteEndArray();
        }

        if (integration.Headers is { } headers)
        {
            writer.WriteStartObject("headers"u8);
            foreach (KeyValuePair<string, string> header in headers)
            {
                writer.WriteString(header.Key, header.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteBoolean(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } boolean)
        {
            writer.WriteBoolean(name, boolean);
        }
    }
}
