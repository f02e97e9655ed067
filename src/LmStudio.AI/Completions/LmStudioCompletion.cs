using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The response of <c>POST /v1/completions</c>, or a chunk of a streamed response.</summary>
public sealed class LmStudioCompletion
{
    /// <summary>Gets or sets the id of the response. All chunks of a stream have the same id.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the model or instance that created the response. It may differ from the requested model.</summary>
    public string? Model { get; set; }

    /// <summary>Gets the time at which the response was created.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => Created is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Gets or sets the completions. LM Studio creates one. The last chunk of a stream may have none, only <see cref="Usage"/>.</summary>
    public IList<LmStudioCompletionChoice> Choices { get; set => field = value ?? []; } = [];

    /// <summary>Gets or sets the token counts. In a stream, at most the last chunks have them.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioCompletionUsage>))]
    public LmStudioCompletionUsage? Usage { get; set; }

    /// <summary>Gets or sets the generation speeds, which are often empty.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioCompletionStats>))]
    public LmStudioCompletionStats? Stats { get; set; }

    /// <summary>Gets the text of the first choice, or of this chunk of it.</summary>
    [JsonIgnore]
    public string Text => Choices.Count > 0 ? Choices[0].Text : "";

    /// <summary>The Unix time in seconds, as sent by the server.</summary>
    [JsonInclude]
    internal long? Created { get; set; }

    /// <summary>The error that an event of a stream reports.</summary>
    internal ErrorBody? Error { get; init; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
