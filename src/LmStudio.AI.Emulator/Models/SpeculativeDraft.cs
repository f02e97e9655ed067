using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The settings of speculative decoding that a GGUF instance shows, with the captured defaults.</summary>
internal sealed record SpeculativeDraft
{
    /// <summary>Gets a value indicating whether the model's own heads propose tokens (multi-token prediction).</summary>
    public bool Mtp { get; init; }

    public bool Simple { get; init; }

    /// <summary>Gets the model that proposes tokens; empty for none.</summary>
    public string Model { get; init; } = "";

    public int MaxTokens { get; init; } = 3;

    public int MinTokens { get; init; }

    public double MinContinueProbability { get; init; }

    public bool IsOn => Mtp || Simple || Model.Length > 0;

    public void AddTo(JsonObject json)
    {
        json["speculative_draft_mtp"] = Mtp;
        json["speculative_draft_simple"] = Simple;
        json["speculative_draft_model"] = Model;
        json["speculative_draft_max_tokens"] = MaxTokens;
        json["speculative_draft_min_tokens"] = MinTokens;
        json["speculative_draft_min_continue_probability"] = MinContinueProbability;
    }
}
