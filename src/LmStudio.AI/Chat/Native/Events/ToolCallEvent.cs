using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>An event of a tool call that LM Studio makes itself. There is no id of the call; events of one call follow each other.</summary>
public abstract class ToolCallEvent : LmStudioChatEvent
{
    private protected ToolCallEvent()
    {
    }

    /// <summary>Gets or sets the tool, or <see langword="null"/> where the server does not name it in this event.</summary>
    public string? Tool { get; set; }

    /// <summary>Gets or sets where the tool comes from.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioProviderInfo>))]
    public LmStudioProviderInfo? ProviderInfo { get; set; }

    /// <summary>Gets the label of the MCP server or the id of the plugin.</summary>
    [JsonIgnore]
    internal string? ServerName => ProviderInfo?.Name ?? ServerLabel;

    /// <summary>The same under the name that <c>tool_call.name</c> uses.</summary>
    [JsonInclude]
    internal string? ToolName
    {
        get => null;
        set => Tool ??= value;
    }

    /// <summary>Where servers of before 0.4.0 give the label.</summary>
    [JsonInclude]
    internal string? ServerLabel { get; set; }
}
