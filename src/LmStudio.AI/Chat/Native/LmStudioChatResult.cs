using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A whole answer of <c>POST /api/v1/chat</c>; a streamed answer ends with the same (<see href="https://lmstudio.ai/docs/developer/rest/chat"/>).</summary>
public sealed class LmStudioChatResult
{
    /// <summary>Gets or sets the instance that answered. It need not be named like the model that was asked for.</summary>
    public string? ModelInstanceId { get; set; }

    /// <summary>Gets or sets what the model said and did, in order.</summary>
    public IList<LmStudioOutputItem>? Output { get; set; }

    /// <summary>Gets or sets token counts and speeds.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioStats>))]
    public LmStudioStats? Stats { get; set; }

    /// <summary>Gets or sets the id to continue from, or <see langword="null"/> when the answer was not stored.</summary>
    public string? ResponseId { get; set; }

    /// <summary>Gets or sets the id of the thread, which servers of before 0.4.0 sent in place of <see cref="ResponseId"/>.</summary>
    public string? ThreadId { get; set; }

    /// <summary>An error, which no answer has beside its output: where there is one, this is none.</summary>
    [JsonInclude]
    internal JsonElement? Error { get; set; }

    [JsonIgnore]
    internal bool HasError => Error is { } error && ErrorBodyReader.Says(error);
}
