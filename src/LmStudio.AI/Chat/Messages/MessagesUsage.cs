using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The token counts of one response. A stream reports them in parts and repeatedly; the last value is used.</summary>
internal sealed class MessagesUsage
{
    private int? _input;
    private int? _cacheRead;
    private int? _cacheCreation;
    private int? _output;
    private bool _hasAny;

    /// <summary>Reads the counts of an object that has a <c>usage</c>.</summary>
    public void Read(JsonElement owner)
    {
        if (!JsonMember.TryGetObject(owner, "usage", out JsonElement usage))
        {
            return;
        }

        // A zero only means that the count is not available yet, or not in this event.
        _input = NonZero(JsonMember.GetInteger(usage, "input_tokens")) ?? _input;
        _cacheRead = NonZero(JsonMember.GetInteger(usage, "cache_read_input_tokens")) ?? _cacheRead;
        _cacheCreation = NonZero(JsonMember.GetInteger(usage, "cache_creation_input_tokens")) ?? _cacheCreation;
        _output = NonZero(JsonMember.GetInteger(usage, "output_tokens")) ?? _output;
        _hasAny = true;
    }

    /// <summary>Returns the counts, or <see langword="null"/> if there are none.</summary>
    public UsageContent? ToContent()
    {
        if (!_hasAny)
        {
            return null;
        }

        // The format counts cached tokens separately from the other prompt tokens; usage details count all prompt tokens.
        int input = (_input ?? 0) + (_cacheRead ?? 0) + (_cacheCreation ?? 0);
        return new UsageContent(new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = _output ?? 0,
            TotalTokenCount = input + (_output ?? 0),
            CachedInputTokenCount = _cacheRead,
        });
    }

    private static int? NonZero(int? count) => count is 0 ? null : count;
}
