using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the result of a native chat. A value of another type than expected is ignored.</summary>
/// <remarks>Written by hand for the same reason as <see cref="ChatRequestConverter"/>.</remarks>
internal static class ChatResultReader
{
    /// <summary>Reads the body of a response.</summary>
    /// <exception cref="JsonException">The JSON is malformed, is not an object, or contains text that is not Unicode.</exception>
    public static LmStudioChatResult Read(ReadOnlySpan<byte> body)
    {
        using JsonDocument document = Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? Read(document.RootElement)
            : throw new JsonException("The response is not a JSON object.");
    }

    /// <summary>Reads the event that ends a stream.</summary>
    /// <exception cref="JsonException">The JSON is malformed, has no result, or contains text that is not Unicode.</exception>
    public static LmStudioChatResult ReadEnd(ReadOnlySpan<byte> chatEnd)
    {
        using JsonDocument document = Parse(chatEnd);
        return JsonMember.TryGetObject(document.RootElement, "result", out JsonElement result)
            ? Read(result)
            : throw new JsonException("The event 'chat.end' has no result.");
    }

    public static LmStudioChatResult Read(JsonElement result) => new()
    {
        ModelInstanceId = JsonMember.GetTextOrJson(result, "model_instance_id"),
        Output = ReadOutput(result),
        Stats = JsonMember.TryGetObject(result, "stats", out JsonElement stats) ? ReadStats(stats) : null,
        ResponseId = JsonMember.GetTextOrJson(result, "response_id"),
        ThreadId = JsonMember.GetTextOrJson(result, "thread_id"),
        Error = ReadJson(result, "error"),
    };

    /// <summary>Parses JSON into pooled memory. What a result keeps of it is copied.</summary>
    private static JsonDocument Parse(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            // Throws if anything follows the value.
            reader.Read();
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    private static List<LmStudioOutputItem>? ReadOutput(JsonElement result)
    {
        if (JsonMember.GetItems(result, "output") is not { } items)
        {
            return null;
        }

        List<LmStudioOutputItem> output = [];
        foreach (JsonElement item in items)
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                output.Add(ReadItem(item));
            }
        }

        return output;
    }

    private static LmStudioOutputItem ReadItem(JsonElement item) => new()
    {
        Type = JsonMember.GetTextOrJson(item, "type") ?? "",
        Content = JsonMember.GetTextOrJson(item, "content"),
        Tool = JsonMember.GetTextOrJson(item, "tool"),
        Arguments = ReadJson(item, "arguments"),
        Output = JsonMember.GetTextOrJson(item, "output"),
        ProviderInfo = ReadProvider(item),
        ServerLabel = JsonMember.GetTextOrJson(item, "server_label"),
        Reason = JsonMember.GetTextOrJson(item, "reason"),
        Metadata = JsonMember.TryGetObject(item, "metadata", out JsonElement metadata) ? ReadMetadata(metadata) : null,
        AdditionalProperties = ReadAdditionalFields(item),
    };

    private static LmStudioProviderInfo? ReadProvider(JsonElement element) => !JsonMember.TryGetObject(element, "provider_info", out JsonElement provider) ? null : new()
    {
        Type = JsonMember.GetTextOrJson(provider, "type"),
        ServerLabel = JsonMember.GetTextOrJson(provider, "server_label"),
        PluginId = JsonMember.GetTextOrJson(provider, "plugin_id"),
    };

    private static LmStudioToolCallMetadata ReadMetadata(JsonElement metadata) => new()
    {
        Type = JsonMember.GetTextOrJson(metadata, "type"),
        ToolName = JsonMember.GetTextOrJson(metadata, "tool_name"),
        Arguments = ReadJson(metadata, "arguments"),
        ProviderInfo = ReadProvider(metadata),
    };

    private static LmStudioStats ReadStats(JsonElement stats) => new()
    {
        InputTokens = JsonMember.GetInteger(stats, "input_tokens"),
        TotalOutputTokens = JsonMember.GetInteger(stats, "total_output_tokens"),
        ReasoningOutputTokens = JsonMember.GetInteger(stats, "reasoning_output_tokens"),
        TotalDraftTokens = JsonMember.GetInteger(stats, "total_draft_tokens_count"),
        AcceptedDraftTokens = JsonMember.GetInteger(stats, "accepted_draft_tokens_count"),
        RejectedDraftTokens = JsonMember.GetInteger(stats, "rejected_draft_tokens_count"),
        TokensPerSecond = JsonMember.GetNumber(stats, "tokens_per_second"),
        TimeToFirstTokenSeconds = JsonMember.GetNumber(stats, "time_to_first_token_seconds"),
        ModelLoadTimeSeconds = JsonMember.GetNumber(stats, "model_load_time_seconds"),
    };

    private static JsonElement? ReadJson(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.Clone() : null;

    private static Dictionary<string, JsonElement>? ReadAdditionalFields(JsonElement item)
    {
        Dictionary<string, JsonElement>? fields = null;
        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (JsonText.ReadName(property) is { } name && !IsKnown(name))
            {
                (fields ??= [])[name] = property.Value.Clone();
            }
        }

        return fields;
    }

    private static bool IsKnown(string name) =>
        name is "type" or "content" or "tool" or "arguments" or "output" or "provider_info" or "server_label" or "reason" or "metadata";
}
