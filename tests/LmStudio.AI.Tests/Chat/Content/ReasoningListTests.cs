using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>The model's own list decides which reasoning is asked for, on each endpoint that has a field for it (docs/protocol.md, "Reasoning").</summary>
public class ReasoningListTests
{
    // A list of a real server's.
    private const string Models = """{"models":[{"type":"llm","key":"m","capabilities":{"reasoning":{"allowed_options":["off","low","medium","xhigh","on"],"default":"on"}}}]}""";

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native, ReasoningEffort.ExtraHigh, """{"model":"m","input":"Hi","reasoning":"xhigh"}""")]
    [InlineData(LmStudioChatEndpoint.Native, ReasoningEffort.High, """{"model":"m","input":"Hi","reasoning":"medium"}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, ReasoningEffort.ExtraHigh, """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"xhigh"}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, ReasoningEffort.High, """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"medium"}""")]
    [InlineData(LmStudioChatEndpoint.Responses, ReasoningEffort.ExtraHigh, """{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],"reasoning":{"effort":"xhigh"}}""")]
    [InlineData(LmStudioChatEndpoint.Responses, ReasoningEffort.High, """{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],"reasoning":{"effort":"medium"}}""")]
    public async Task GetResponse_ListWithoutHigh_SendsWhatItHas(LmStudioChatEndpoint endpoint, ReasoningEffort effort, string expected)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(Models).Expect("*", expected, Answer.Json("{}"));

        _ = await Assert.ThrowsAsync<LmStudioException>(() =>
            Clients.CreateChat(handler, "m", new() { Endpoint = endpoint }).GetResponseAsync("Hi", new() { Reasoning = new() { Effort = effort } }));

        Assert.Equal(2, handler.Requests.Count);
        handler.Verify();
    }
}
