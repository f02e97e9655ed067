using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>An answer of <c>POST /v1/completions</c>, or a piece of a streamed one: both have the same form.</summary>
public sealed class LmStudioCompletion
{
    /// <summary>Gets or sets the id of the answer, the same in all pieces of a stream.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the model or instance that answered. It need not be the one that was asked for.</summary>
    public string? Model { get; set; }

    /// <summary>Gets when the answer was begun.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => Created is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Gets or sets the completions, of which LM Studio makes one. The last piece of a stream can have none, only <see cref="Usage"/>.</summary>
    public IList<LmStudioCompletionChoice> Choices { get; set => field = value ?? []; } = [];

    /// <summary>Gets or sets the token counts. In a stream only the last pieces have them, if any has.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioCompletionUsage>))]
    public LmStudioCompletionUsage? Usage { get; set; }

    /// <summary>Gets or sets speeds. Often they are empty.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioCompletionStats>))]
    public LmStudioCompletionStats? Stats { get; set; }

    /// <summary>Gets the text of the first choice, or of this piece of it.</summary>
    [JsonIgnore]
    public string Text => Choices.Count > 0 ? Choices[0].Text : "";

    /// <summary>The time in seconds since 1970, as it comes.</summary>
    [JsonInclude]
    internal long? Created { get; set; }

    /// <summary>The error that an event of a stream tells of.</summary>
    internal ErrorBody? Error { get; init; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
