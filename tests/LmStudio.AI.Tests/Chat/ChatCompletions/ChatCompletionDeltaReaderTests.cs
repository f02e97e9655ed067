using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>The short way of reading takes nearly all chunks, and none that says more than a piece of text.</summary>
public class ChatCompletionDeltaReaderTests
{
    [Theory]
    [InlineData("""{"content":"A"}""", "message.delta")]
    [InlineData("""{"role":"assistant","content":"A"}""", "message.delta")]
    [InlineData("""{"role":"assistant","content":"A","reasoning_content":"","tool_calls":[]}""", "message.delta")]
    [InlineData("""{"content":"A","reasoning":null,"refusal":null}""", "message.delta")]
    [InlineData("""{"reasoning_content":"A"}""", "reasoning.delta")]
    [InlineData("""{"role":"assistant","content":"","reasoning":"A"}""", "reasoning.delta")]
    public void TryRead_OnePiece_IsItsEvent(string delta, string type) => Assert.Equal(type, TryRead(CompletionPayloads.Chunk(delta))!.Type);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"role":"assistant","content":""}""")]
    [InlineData("""{"content":"A","reasoning_content":"B"}""")]
    [InlineData("""{"content":"A","tool_calls":[{"index":0}]}""")]
    [InlineData("""{"content":["A"]}""")]
    [InlineData("""{"content":"A","annotations":[]}""")]
    public void TryRead_AnythingElse_IsNull(string delta) => Assert.Null(TryRead(CompletionPayloads.Chunk(delta)));

    [Fact]
    public void TryRead_FinishReason_IsNull() => Assert.Null(TryRead(CompletionPayloads.Chunk("""{"content":"A"}""", "stop")));

    [Fact]
    public void TryRead_Usage_IsNull() => Assert.Null(TryRead(CompletionPayloads.Usage(1, 1)));

    private static LmStudioChatEvent? TryRead(string events)
    {
        TextPositions places = default;
        return ChatCompletionDeltaReader.TryRead(Encoding.UTF8.GetBytes(events.Trim()["data: ".Length..]), ref places);
    }
}
