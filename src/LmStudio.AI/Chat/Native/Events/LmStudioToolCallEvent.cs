using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>An event of a tool call that LM Studio executes. Calls have no id; the events of a call follow each other.</summary>
public abstract class LmStudioToolCallEvent : LmStudioChatEvent
{
    private protected LmStudioToolCallEvent()
    {
    }

    /// <summary>Gets or sets the name of the tool, or <see langword="null"/> if the server does not include it in this event.</summary>
    public string? Tool { get; set; }

    /// <summary>Gets or sets the provider of the tool.</summary>
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

    /// <summary>The label, which servers before 0.4.0 send here.</summary>
    [JsonInclude]
    internal string? ServerLabel { get; set; }
}
