using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Writes a response as chunks or as an object of <c>/v1/completions</c>.</summary>
internal sealed class CompletionsWriter(Answer answer, bool includeUsage) : IAnswerWriter
{
    private readonly string _id = NewId.Alphanumeric("cmpl-");

    public IEnumerable<StreamFrame> Start() => [];

    public IEnumerable<StreamFrame> Write(GenerationEvent happened) => happened is GenerationEvent.Delta { Kind: BlockKind.Message } delta
        ? [new("text", WireJson.Compact(Completion(delta.Content, finishReason: null)), IsNamed: false)]
        : [];

    public IEnumerable<StreamFrame> End()
    {
        yield return new("finish_reason", WireJson.Compact(Completion("", FinishReason())), IsNamed: false);
        if (includeUsage)
        {
            JsonObject chunk = Completion("", finishReason: null);
            chunk["choices"] = new JsonArray();
            chunk["usage"] = CompatJson.Usage(answer);
            yield return new("usage", WireJson.Compact(chunk), IsNamed: false);
        }

        yield return new("[DONE]", "[DONE]", IsNamed: false);
    }

    public IEnumerable<StreamFrame> Fail(WireException failure) => [CompatJson.Error(failure)];

    public JsonObject Reply()
    {
        JsonObject reply = Completion(CompatJson.Text(answer, BlockKind.Message), FinishReason());
        reply["usage"] = CompatJson.Usage(answer);
        reply["stats"] = new JsonObject();
        return reply;
    }

    private JsonObject Completion(string text, string? finishReason) => new()
    {
        ["id"] = _id,
        ["object"] = "text_completion",
        ["created"] = answer.CreatedAt.ToUnixTimeSeconds(),
        ["model"] = answer.ModelId,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["text"] = text, ["logprobs"] = null, ["finish_reason"] = finishReason }),
    };

    private string FinishReason() => answer.Generation.LimitReached ? "length" : "stop";
}
