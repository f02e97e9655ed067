using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How options are sent to <c>/api/v1/chat</c> (docs/protocol.md, "Chat request").</summary>
public class RequestOptionTests
{
    private static readonly ChatMessage[] Hi = [new(ChatRole.User, "Hi")];

    // protocol.md, "Chat request": the server refuses keys it does not know and values of null.
    [Fact]
    public async Task GetResponse_EmptyOptions_WritesNothingForThem() =>
        Assert.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync(Hi, new()));

    // A caller that has no id yet may have an empty one.
    [Fact]
    public async Task GetResponse_EmptyConversationId_BeginsAConversation() =>
        Assert.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync(Hi, new() { ConversationId = "" }));

    [Fact]
    public async Task GetResponse_AllOptions_AreWritten() =>
        Json.Equal(
            """
            {
                "model":"qwen/qwen3-4b",
                "input":"Hi",
                "system_prompt":"Be brief.",
                "temperature":0.7,
                "top_p":0.9,
                "top_k":40,
                "min_p":0.05,
                "repeat_penalty":1.1,
                "max_output_tokens":100,
                "context_length":8192,
                "store":true,
                "previous_response_id":"resp_1"
            }
            """,
            await Clients.SendAsync(
                Hi,
                new()
                {
                    ModelId = "qwen/qwen3-4b",
                    Instructions = "Be brief.",
                    Temperature = 0.7f,
                    TopP = 0.9f,
                    TopK = 40,
                    MinP = 0.05f,
                    RepeatPenalty = 1.1f,
                    MaxOutputTokens = 100,
                    ContextLength = 8192,
                    Store = true,
                    ConversationId = "resp_1",
                },
                new() { SystemPromptBehavior = LmStudioSystemPromptBehavior.Always }));

    [Fact]
    public async Task GetStreamingResponse_Options_AskForStream()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"m","input":"Hi","temperature":0,"stream":true}""", Answer.Stream(Payload.Read("chat-not-stored.sse")));

        ChatResponse response = await Clients.CreateChat(handler).GetStreamingResponseAsync(Hi, new() { Temperature = 0 }).ToChatResponseAsync();

        Assert.Equal("Hello.", response.Text);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task GetResponse_AnyCulture_WritesTheSame(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        ChatOptions options = new() { Temperature = 0.7f, AdditionalProperties = new() { ["min_p"] = "0.05" } };

        Json.Equal("""{"model":"m","input":"Hi","temperature":0.7,"min_p":0.05}""", await Clients.SendAsync(Hi, options));
    }

    [Fact]
    public async Task GetResponse_OptionsAfterJsonRoundTrip_AreWrittenTheSame()
    {
        ChatOptions options = new() { MinP = 0.05f, RepeatPenalty = 1.1f, ContextLength = 8192, Store = false };
        options = JsonSerializer.Deserialize<ChatOptions>(JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

        _ = Assert.IsType<JsonElement>(options.AdditionalProperties!["min_p"]);
        Json.Equal("""{"model":"m","input":"Hi","min_p":0.05,"repeat_penalty":1.1,"context_length":8192,"store":false}""", await Clients.SendAsync(Hi, options));
    }

    public static TheoryData<object> Numbers => [8192, 8192L, (short)8192, (ushort)8192, 8192u, 8192ul, 8192f, 8192d, 8192m, "8192", JsonElement.Parse("8192"), JsonElement.Parse("8192.0"), JsonElement.Parse("\"8192\"")];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task GetResponse_NumberInAnyForm_IsWritten(object value) =>
        Json.Equal("""{"model":"m","input":"Hi","context_length":8192}""", await Clients.SendAsync(Hi, new() { AdditionalProperties = new() { ["context_length"] = value } }));

    public static TheoryData<object> Booleans => [false, "false", "False", JsonElement.Parse("false"), JsonElement.Parse("\"false\"")];

    [Theory]
    [MemberData(nameof(Booleans))]
    public async Task GetResponse_BooleanInAnyForm_IsWritten(object value) =>
        Json.Equal("""{"model":"m","input":"Hi","store":false}""", await Clients.SendAsync(Hi, new() { AdditionalProperties = new() { ["store"] = value } }));

    [Fact]
    public async Task GetResponse_JsonNull_IsNotWritten() =>
        Json.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync(Hi, new() { AdditionalProperties = new() { ["store"] = JsonElement.Parse("null"), ["min_p"] = null } }));

    public static TheoryData<string, object> WrongValues => new()
    {
        { "context_length", "many" },
        { "context_length", true },
        { "context_length", 4096.5 },
        { "context_length", double.NaN },
        { "context_length", 1e12 },
        { "min_p", JsonElement.Parse("true") },
        { "repeat_penalty", new object() },
        { "store", 1 },
        { "store", "maybe" },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task GetResponse_ValueOfAnotherType_ThrowsAndNamesTheKey(string key, object value)
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => Clients.SendAsync(Hi, new() { AdditionalProperties = new() { [key] = value } }));

        Assert.Contains($"[\"{key}\"]", exception.Message);
    }

    [Fact]
    public async Task GetResponse_OtherAdditionalProperties_AreNotSent() =>
        Json.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync(Hi, new() { AdditionalProperties = new() { ["stop"] = "x", ["ttl"] = 5 } }));

    [Fact]
    public void Extensions_SetAndCleared_AreAdditionalProperties()
    {
        ChatOptions options = new() { ContextLength = 1, MinP = 0.5f, RepeatPenalty = 2, Store = true };
        Assert.Equal(4, options.AdditionalProperties!.Count);
        Assert.Equal((1, 0.5f, 2f, true), (options.ContextLength, options.MinP, options.RepeatPenalty, options.Store));

        options.ContextLength = null;
        options.MinP = null;
        options.RepeatPenalty = null;
        options.Store = null;

        Assert.Empty(options.AdditionalProperties);
        Assert.Equal((null, null, null, null), (options.ContextLength, options.MinP, options.RepeatPenalty, options.Store));
    }

    [Fact]
    public void Extensions_NullOptions_Throw()
    {
        ChatOptions options = null!;

        _ = Assert.Throws<ArgumentNullException>(() => options.MinP);
        _ = Assert.Throws<ArgumentNullException>(() => options.Store = true);
        _ = Assert.Throws<ArgumentNullException>(() => ((ChatResponse)null!).Stats);
        _ = Assert.Throws<ArgumentNullException>(() => ((ChatResponseUpdate)null!).Stats);
        _ = Assert.Throws<ArgumentNullException>(() => ((ChatResponseUpdate)null!).Progress);
    }

    [Theory]
    [InlineData(null, null, """{"model":"m","input":"Hi"}""")]
    [InlineData(false, null, """{"model":"m","input":"Hi","store":false}""")]
    [InlineData(true, null, """{"model":"m","input":"Hi","store":true}""")]
    [InlineData(null, false, """{"model":"m","input":"Hi","store":false}""")]
    [InlineData(true, false, """{"model":"m","input":"Hi","store":false}""")]
    [InlineData(false, true, """{"model":"m","input":"Hi","store":true}""")]
    public async Task GetResponse_StoreOfClientAndRequest_RequestWins(bool? ofClient, bool? ofRequest, string expected) =>
        Json.Equal(expected, await Clients.SendAsync(Hi, new() { Store = ofRequest }, new() { Store = ofClient }));

    [Fact]
    public async Task GetResponse_RawRequest_WinsOverOptions()
    {
        ChatOptions options = new()
        {
            RawRepresentationFactory = static _ => new LmStudioChatRequest { Temperature = 0.1f, SystemPrompt = "First.", Reasoning = "xhigh", Store = false, Model = "raw", TopK = 1, PreviousResponseId = "resp_raw" },
            ModelId = "option",
            Temperature = 0.9f,
            TopP = 0.5f,
            TopK = 9,
            Instructions = "Second.",
            Store = true,
            ConversationId = "resp_option",
            Reasoning = new() { Effort = ReasoningEffort.Low },
        };

        Json.Equal(
            """{"model":"raw","input":"Hi","system_prompt":"First.\nSecond.","temperature":0.1,"top_p":0.5,"top_k":1,"reasoning":"xhigh","store":false,"previous_response_id":"resp_raw"}""",
            await Clients.SendAsync(Hi, options, new() { SystemPromptBehavior = LmStudioSystemPromptBehavior.Always }));
    }

    [Fact]
    public async Task GetResponse_RawInputAndIntegrations_AreSentInPlace()
    {
        ChatOptions options = new()
        {
            RawRepresentationFactory = static _ => new LmStudioChatRequest { Input = [LmStudioInputItem.Text("Raw")], Integrations = [LmStudioIntegration.Plugin("mcp/raw")] },
            Tools = [new HostedMcpServerTool("x", "mcp/option")],
        };

        Json.Equal("""{"model":"m","input":"Raw","integrations":[{"type":"plugin","id":"mcp/raw"}]}""", await Clients.SendAsync(Hi, options));
    }

    [Fact]
    public async Task GetResponse_RawRequestOfAnotherType_IsIgnored() =>
        Json.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync(Hi, new() { RawRepresentationFactory = static _ => new object() }));

    [Fact]
    public async Task GetResponse_Options_AreNotChanged()
    {
        ChatOptions options = new() { Temperature = 0.5f, Instructions = "Be brief.", Tools = [new HostedMcpServerTool("x", new Uri("https://x.test"))], Store = true };
        string before = JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions);

        _ = await Clients.SendAsync(Hi, options, new() { Store = false });

        Assert.Equal(before, JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions));
        _ = Assert.Single(options.Tools);
        Assert.Null(options.ModelId);
    }
}
