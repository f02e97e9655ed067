using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads an output item of a native response.</summary>
internal static class OutputItemReader
{
    /// <summary>Reads the properties of an item.</summary>
    /// <param name="reader">The reader, at the start of the object.</param>
    public static LmStudioOutputItem Read(ref Utf8JsonReader reader)
    {
        LmStudioOutputItem item = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonValueReader.TryMoveToValue(ref reader, "type"u8))
            {
                item.Type = JsonValueReader.ReadText(ref reader) ?? "";
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "content"u8))
            {
                item.Content = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "tool"u8))
            {
                item.Tool = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "arguments"u8))
            {
                item.Arguments = JsonValueReader.ReadJson(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "output"u8))
            {
                item.Output = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "provider_info"u8))
            {
                item.ProviderInfo = ReadProvider(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "server_label"u8))
            {
                item.ServerLabel = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "reason"u8))
            {
                item.Reason = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "metadata"u8))
            {
                item.Metadata = ReadMetadata(ref reader);
            }
            else
            {
                AddProperty(item, ref reader);
            }
        }

        return item;
    }

    private static LmStudioProviderInfo? ReadProvider(ref Utf8JsonReader reader)
    {
        if (!JsonValueReader.TryEnterObject(ref reader))
        {
            return null;
        }

        LmStudioProviderInfo provider = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonValueReader.TryMoveToValue(ref reader, "type"u8))
            {
                provider.Type = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "server_label"u8))
            {
                provider.ServerLabel = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "plugin_id"u8))
            {
                provider.PluginId = JsonValueReader.ReadText(ref reader);
            }
            else
            {
                JsonValueReader.SkipProperty(ref reader);
            }
        }

        return provider;
    }

    private static LmStudioToolCallMetadata? ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!JsonValueReader.TryEnterObject(ref reader))
        {
            return null;
        }

        LmStudioToolCallMetadata metadata = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonValueReader.TryMoveToValue(ref reader, "type"u8))
            {
                metadata.Type = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "tool_name"u8))
            {
                metadata.ToolName = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "arguments"u8))
            {
                metadata.Arguments = JsonValueReader.ReadJson(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "provider_info"u8))
            {
                metadata.ProviderInfo = ReadProvider(ref reader);
            }
            else
            {
                JsonValueReader.SkipProperty(ref reader);
            }
        }

        return metadata;
    }

    private static void AddProperty(LmStudioOutputItem item, ref Utf8JsonReader reader)
    {
        string? name = JsonText.ReadName(ref reader);
        _ = reader.Read();
        JsonElement value = JsonElement.ParseValue(ref reader);
        if (name is not null)
        {
            (item.AdditionalProperties ??= new Dictionary<string, JsonElement>())[name] = value;
        }
    }
}
