using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What is sent for which options (docs/protocol.md, "POST /v1/chat/completions").</summary>
public class ChatCompletionsRequestTests
{
    private const string Tools = """
        [{"type":"function","function":{"name":"find_book","description":"Finds a book.","parameters":{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}}}]
        """;

    [Fact]
    public Task GetResponse_NoOptions_SendsModelAndMessages() =>
        Completions.VerifyAsync("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", new ChatOptions());

    [Fact]
    public Task GetResponse_SamplingOptions_SendsEach() => Completions.VerifyAsync(
        """
        {"model":"n","messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"top_p":0.75,"top_k":40,"max_tokens":100,"stop":["END","###"],
         "seed":42,"presence_penalty":0.25,"frequency_penalty":-0.5,"repeat_penalty":1.5}
        """,
        new ChatOptions
        {
            ModelId = "n",
            Temperature = 0.5f,
            TopP = 0.75f,
            TopK = 40,
            MaxOutputTokens = 100,
            StopSequences = ["END", "###"],
            Seed = 42,
            PresencePenalty = 0.25f,
            FrequencyPenalty = -0.5f,
            RepeatPenalty = 1.5f,
        });

    [Fact]
    public Task GetResponse_Instructions_AreOneLeadingSystemMessageWithSystemMessages() => Completions.VerifyAsync(
        """{"model":"m","messages":[{"role":"system","content":"Be kind.\nBe brief.\nBe right."},{"role":"user","content":"Hi"},{"role":"user","content":"There?"}]}""",
        [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi"), new(new("developer"), "Be right."), new(ChatRole.User, "There?")],
        new ChatOptions { Instructions = "Be kind." });

    // Without it no stream tells its usage.
    [Fact]
    public async Task GetStreamingResponse_Always_AsksForUsage()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            Completions.Route,
            """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""",
            Answer.Stream(CompletionPayloads.Chunk("{}", "stop") + CompletionPayloads.Done));

        _ = await Completions.CreateChat(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();
    }

    [Fact]
    public Task GetResponse_Function_IsNested() => Completions.VerifyAsync(
        $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":{{Tools}}}""",
        new ChatOptions { Tools = [Completions.FindBook] });

    [Fact]
    public Task GetResponse_FunctionWithoutDescriptionAndParameters_SendsNameAndEmptySchema() => Completions.VerifyAsync(
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"stop","parameters":{"type":"object","properties":{}}}}]}""",
        new ChatOptions { Tools = [AIFunctionFactory.Create(static () => { }, "stop")] });

    // The server takes strings alone: none, auto, required.
    [Fact]
    public Task GetResponse_AutoToolMode_IsAuto() => Completions.VerifyAsync(
        $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":{{Tools}},"tool_choice":"auto","parallel_tool_calls":false}""",
        new ChatOptions { Tools = [Completions.FindBook], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = false });

    [Fact]
    public Task GetResponse_RequireAny_IsRequired() => Completions.VerifyAsync(
        $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":{{Tools}},"tool_choice":"required","parallel_tool_calls":true}""",
        new ChatOptions { Tools = [Completions.FindBook], ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = true });

    [Fact]
    public Task GetResponse_RequireSpecific_SendsThatFunctionAlone() => Completions.VerifyAsync(
        $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":{{Tools}},"tool_choice":"required"}""",
        new ChatOptions { Tools = [AIFunctionFactory.Create(static () => { }, "stop"), Completions.FindBook], ToolMode = ChatToolMode.RequireSpecific("find_book") });

    [Fact]
    public async Task GetResponse_RequireUnknownFunction_Throws()
    {
        using VerbatimHttpHandler handler = new();
        ChatOptions options = new() { Tools = [Completions.FindBook], ToolMode = ChatToolMode.RequireSpecific("burn_book") };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => Completions.CreateChat(handler).GetResponseAsync("Hi", options));

        Assert.Contains("'burn_book'", exception.Message);
    }

    [Fact]
    public Task GetResponse_NoTools_SendsNothingOfTools() => Completions.VerifyAsync(
        """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""",
        new ChatOptions { Tools = [Completions.FindBook], ToolMode = ChatToolMode.None, AllowMultipleToolCalls = true });

    // The server refuses "json_object".
    [Fact]
    public Task GetResponse_Json_IsSchemaOfAnyObject() => Completions.VerifyAsync(
        """
        {"model":"m","messages":[{"role":"user","content":"Hi"}],
         "response_format":{"type":"json_schema","json_schema":{"name":"response","strict":true,"schema":{"type":"object"}}}}
        """,
        new ChatOptions { ResponseFormat = ChatResponseFormat.Json });

    [Fact]
    public Task GetResponse_JsonSchema_IsSent() => Completions.VerifyAsync(
        """
        {"model":"m","messages":[{"role":"user","content":"Hi"}],
         "response_format":{"type":"json_schema","json_schema":{"name":"List_Book_","strict":false,"schema":{"type":"object","properties":{"title":{"type":"string"}}}}}}
        """,
        new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"title":{"type":"string"}}}"""), "List<Book>", "Books."),
            AdditionalProperties = new() { ["strict"] = false },
        });

    [Fact]
    public Task GetResponse_TextFormat_IsNotSent() => Completions.VerifyAsync(
        """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", new ChatOptions { ResponseFormat = ChatResponseFormat.Text });

    [Theory]
    [InlineData(ReasoningEffort.None, """ "reasoning_effort":"none", """)]
    [InlineData(ReasoningEffort.Low, """ "reasoning_effort":"low", """)]
    [InlineData(ReasoningEffort.Medium, """ "reasoning_effort":"medium", """)]
    [InlineData(ReasoningEffort.High, """ "reasoning_effort":"high", """)]
    [InlineData(ReasoningEffort.ExtraHigh, """ "reasoning_effort":"xhigh", """)]
    public Task GetResponse_Reasoning_IsEffort(ReasoningEffort effort, string expected) =>
        VerifyReasoningAsync("""["off","low","medium","high","xhigh"]""", effort, expected);

    [Theory]
    [InlineData(ReasoningEffort.None, """ "reasoning_effort":"none", """)]
    [InlineData(ReasoningEffort.High, "")]
    public Task GetResponse_ReasoningOfSwitchedModel_IsNoneOrNotSent(ReasoningEffort effort, string expected) =>
        VerifyReasoningAsync("""["off","on"]""", effort, expected);

    [Fact]
    public Task GetResponse_RawRequest_WinsOverOptions() => Completions.VerifyAsync(
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":0.9,"ttl":300,"logit_bias":{"50256":-100}}""",
        new ChatOptions
        {
            Temperature = 0.1f,
            MaxOutputTokens = 5,
            RawRepresentationFactory = static _ => new JsonObject
            {
                ["temperature"] = 0.9,
                ["ttl"] = 300,
                ["logit_bias"] = new JsonObject { ["50256"] = -100 },
                ["max_tokens"] = null,
                ["stream"] = true,
            },
        });

    [Fact]
    public async Task GetResponse_FunctionsWithoutPin_GoHere()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Completions.Route, "*", Answer.Json(Completions.AnyAnswer));
        using IChatClient client = Clients.Create(handler).AsIChatClient("m");

        ChatResponse response = await client.GetResponseAsync("Hi", new() { Tools = [Completions.FindBook] });

        Assert.Equal("/v1/chat/completions", response.Messages[0].AdditionalProperties!["lmstudio.endpoint"]);
    }

    private static async Task VerifyReasoningAsync(string allowed, ReasoningEffort effort, string expected)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels($$"""{"models":[{"type":"llm","key":"m","loaded_instances":[],"capabilities":{"reasoning":{"allowed_options":{{allowed}}} } }]}""")
            .Expect(Completions.Route, $$"""{"model":"m",{{expected}}"messages":[{"role":"user","content":"Hi"}]}""", Answer.Json(Completions.AnyAnswer));

        _ = await Completions.CreateChat(handler).GetResponseAsync("Hi", new() { Reasoning = new() { Effort = effort } });

        handler.Verify();
    }
}
