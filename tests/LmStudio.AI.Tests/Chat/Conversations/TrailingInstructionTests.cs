using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of system messages at the end: a request that ends with an answer would have the model go on writing that.</summary>
public class TrailingInstructionTests
{
    private const string Reply = """{"id":"chatcmpl-1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Ok."},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task GetResponse_SystemMessageAfterAnAnswer_IsSentAsTheUsers()
    {
        ChatMessage instruction = new(ChatRole.System, "Sum up.");

        await SendAsync(
            """
            {"model":"m","messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":"One"},
              {"role":"assistant","content":"Two"},
              {"role":"user","content":"Sum up."}]}
            """,
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "One"),
            new(ChatRole.Assistant, "Two"),
            new(ChatRole.User, []),
            instruction);

        Assert.Equal(ChatRole.System, instruction.Role);
    }

    [Fact]
    public async Task GetResponse_SystemMessageAfterAQuestion_IsSentAtTheBeginning() => await SendAsync(
        """
        {"model":"m","messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":"One"},
          {"role":"assistant","content":"Two"},
          {"role":"user","content":"Three"}]}
        """,
        new(ChatRole.User, "One"),
        new(ChatRole.Assistant, "Two"),
        new(ChatRole.User, "Three"),
        new(ChatRole.System, "Be brief."));

    [Fact]
    public async Task GetResponse_SystemMessageBetween_IsSentAtTheBeginning() => await SendAsync(
        """
        {"model":"m","messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":"One"},
          {"role":"assistant","content":"Two"},
          {"role":"user","content":"Three"}]}
        """,
        new(ChatRole.User, "One"),
        new(ChatRole.Assistant, "Two"),
        new(ChatRole.System, "Be brief."),
        new(ChatRole.User, "Three"));

    private static async Task SendAsync(string expected, params ChatMessage[] messages)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/chat/completions", expected, Answer.Json(Reply));
        _ = await Clients.CreateChat(handler, options: new() { Endpoint = LmStudioChatEndpoint.ChatCompletions }).GetResponseAsync(messages);
        handler.Verify();
    }
}
