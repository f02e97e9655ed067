using System.Text.Json;
using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class SettingsTests
{
    private const string Json = """
        {
          "model_id": "openai/gpt-oss-20b",
          "temperature": 0.25,
          "top_p": 0.5,
          "top_k": 40,
          "min_p": 0.125,
          "repeat_penalty": 1.5,
          "max_tokens": 100,
          "context_length": 8192,
          "store": true,
          "reasoning_effort": "low",
          "chat_system_prompt": "Be brief.",
          "integrations": [
            { "type": "plugin", "id": "mcp/files" },
            { "type": "ephemeral_mcp", "server_label": "docs", "server_url": "http://docs/mcp", "allowed_tools": ["search"], "headers": { "X-Key": "secret" } }
          ]
        }
        """;

    private const string Body = """
        {
          "model": "openai/gpt-oss-20b",
          "input": "Hi",
          "system_prompt": "Be brief.",
          "integrations": [
            { "type": "plugin", "id": "mcp/files" },
            { "type": "ephemeral_mcp", "server_label": "docs", "server_url": "http://docs/mcp", "allowed_tools": ["search"], "headers": { "X-Key": "secret" } }
          ],
          "temperature": 0.25,
          "top_p": 0.5,
          "top_k": 40,
          "min_p": 0.125,
          "repeat_penalty": 1.5,
          "max_output_tokens": 100,
          "reasoning": "low",
          "context_length": 8192,
          "store": true
        }
        """;

    [Fact]
    public async Task Settings_Typed_ReachTheRequest()
    {
        LmStudioIntegration docs = LmStudioIntegration.EphemeralMcp("docs", new Uri("http://docs/mcp"));
        docs.AllowedTools = ["search"];
        docs.Headers = new Dictionary<string, string> { ["X-Key"] = "secret" };

        AssertSame(Body, await SendAsync(new LmStudioPromptExecutionSettings
        {
            ModelId = "openai/gpt-oss-20b",
            Temperature = 0.25,
            TopP = 0.5,
            TopK = 40,
            MinP = 0.125,
            RepeatPenalty = 1.5,
            MaxTokens = 100,
            ContextLength = 8192,
            Store = true,
            ReasoningEffort = ReasoningEffort.Low,
            ChatSystemPrompt = "Be brief.",
            Integrations = [LmStudioIntegration.Plugin("mcp/files"), docs],
        }));
    }

    [Fact]
    public async Task Settings_FromJson_ReachTheRequest() =>
        AssertSame(Body, await SendAsync(JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>(Json)!));

    [Fact]
    public async Task Settings_FromJsonOfTheBaseClass_ReachTheRequest() =>
        AssertSame(Body, await SendAsync(JsonSerializer.Deserialize<PromptExecutionSettings>(Json)!));

    [Fact]
    public async Task Settings_OfAPromptsConfiguration_ReachTheRequest()
    {
        using RecordingServer server = new();
        PromptTemplateConfig config = PromptTemplateConfig.FromJson($$"""{ "template": "Hi", "execution_settings": { "default": {{Json}} } }""");

        await server.CreateKernel().InvokeAsync(KernelFunctionFactory.CreateFromPrompt(config));

        AssertSame(Body, server.Body!);
    }

    [Fact]
    public async Task Integrations_IdsAlone_AreOfPlugins()
    {
        const string OnlyIds = """{ "integrations": ["mcp/files", "mcp/web"] }""";
        const string Expected = """{ "model": "qwen/qwen3-8b", "input": "Hi", "integrations": [{ "type": "plugin", "id": "mcp/files" }, { "type": "plugin", "id": "mcp/web" }] }""";

        AssertSame(Expected, await SendAsync(JsonSerializer.Deserialize<PromptExecutionSettings>(OnlyIds)!));
        AssertSame(Expected, await SendAsync(JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>(OnlyIds)!));
    }

    [Fact]
    public async Task Integrations_IdsAndObjectsInTheBaseClass_SayWhatToDo()
    {
        const string Mixed = """{ "integrations": ["mcp/files", { "type": "plugin", "id": "mcp/web" }] }""";

        JsonException exception = await Assert.ThrowsAsync<JsonException>(() => SendAsync(JsonSerializer.Deserialize<PromptExecutionSettings>(Mixed)!));

        Assert.Contains("Write them all as objects", exception.Message);
        Assert.Contains("mcp/web", await SendAsync(JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>(Mixed)!));
    }

    [Fact]
    public void FromExecutionSettings_BaseClass_ReadsEveryValue()
    {
        FunctionChoiceBehavior behavior = FunctionChoiceBehavior.Auto();
        PromptExecutionSettings settings = JsonSerializer.Deserialize<PromptExecutionSettings>(Json)!;
        settings.ServiceId = "mine";
        settings.FunctionChoiceBehavior = behavior;
        settings.ExtensionData!["stop_sequences"] = new List<string> { "END" };
        settings.ExtensionData["seed"] = "7";
        settings.ExtensionData["unknown"] = 1;

        LmStudioPromptExecutionSettings read = LmStudioPromptExecutionSettings.FromExecutionSettings(settings);

        Assert.Equal(("mine", "openai/gpt-oss-20b", 0.25, 8192, true, ReasoningEffort.Low), (read.ServiceId, read.ModelId, read.Temperature, read.ContextLength, read.Store, read.ReasoningEffort));
        Assert.Same(behavior, read.FunctionChoiceBehavior);
        Assert.Equal(["END"], read.StopSequences);
        Assert.Equal(7, read.Seed);
        Assert.Equal(["mcp/files", null], read.Integrations?.Select(static integration => integration.Id));
        Assert.Equal("unknown", Assert.Single(read.ExtensionData!).Key);
    }

    [Fact]
    public void FromExecutionSettings_SameClassOrNone_IsTheSameObjectOrEmpty()
    {
        LmStudioPromptExecutionSettings settings = new();

        Assert.Same(settings, LmStudioPromptExecutionSettings.FromExecutionSettings(settings));
        Assert.Null(LmStudioPromptExecutionSettings.FromExecutionSettings(null).Temperature);
    }

    [Fact]
    public void FromExecutionSettings_OtherConnectorsClass_ReadsWhatHasTheSameName() =>
        Assert.Equal(0.75, LmStudioPromptExecutionSettings.FromExecutionSettings(new OtherSettings { Temperature = 0.75, Own = "x" }).Temperature);

    [Theory]
    [InlineData("""{ "reasoning_effort": "enormous" }""", "reasoning_effort")]
    [InlineData("""{ "integrations": "mcp/files" }""", "integrations")]
    [InlineData("""{ "response_format": "xml" }""", "response_format")]
    public void Deserialize_ValueThatCannotBe_SaysWhichOne(string json, string name) =>
        Assert.Contains(name, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>(json)).Message);

    [Theory]
    [InlineData("none", ReasoningEffort.None)]
    [InlineData("off", ReasoningEffort.None)]
    [InlineData("on", ReasoningEffort.High)]
    [InlineData("xhigh", ReasoningEffort.ExtraHigh)]
    public void Deserialize_ReasoningEffort_KnowsBothVocabularies(string name, ReasoningEffort expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>($$"""{ "reasoning_effort": "{{name}}" }""")!.ReasoningEffort);

    [Theory]
    [InlineData("\"json_object\"", false)]
    [InlineData("""{ "type": "json_object" }""", false)]
    [InlineData("""{ "type": "object", "properties": { "name": { "type": "string" } } }""", true)]
    [InlineData("""{ "type": "json_schema", "json_schema": { "name": "person", "schema": { "type": "object" } } }""", true)]
    public void Deserialize_ResponseFormat_IsAWordOrASchema(string json, bool hasSchema)
    {
        LmStudioPromptExecutionSettings settings = JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>($$"""{ "response_format": {{json}} }""")!;

        Assert.Equal(hasSchema, Assert.IsType<ChatResponseFormatJson>(settings.ResponseFormat).Schema is not null);
    }

    [Fact]
    public async Task ResponseFormat_Schema_IsSentAndTheAnswerIsThatJson()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"name":"Ada"}"""));
        LmStudioPromptExecutionSettings settings = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<Person>() };

        string? text = await Kernels.Create(lmStudio).InvokePromptAsync<string>("Who?", new KernelArguments(settings));

        Assert.Equal("""{"name":"Ada"}""", text);
        Assert.Contains("json_schema", lmStudio.GetChats()[0].Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConversationId_OfAnAnswer_GoesOnFromIt(bool asJson)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = Kernels.Create(lmStudio);

        string id = (await kernel.InvokePromptAsync("My name is Ada.")).GetConversationId()!;
        PromptExecutionSettings settings = asJson
            ? new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["conversation_id"] = id } }
            : new LmStudioPromptExecutionSettings { ConversationId = id };
        await kernel.InvokePromptAsync("What is my name?", new KernelArguments(settings));

        AssertSame($$"""{ "model": "qwen/qwen3-8b", "input": "What is my name?", "previous_response_id": "{{id}}" }""", lmStudio.GetChats()[1].Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConversationId_WithFunctions_GoesOnFromItWithAllThatIsNew(bool asJson)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = Kernels.Create(lmStudio);
        kernel.Plugins.Add(Kernels.CreateTimePlugin());
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("clock_get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));

        string id = (await kernel.InvokePromptAsync("Hi")).GetConversationId()!;
        PromptExecutionSettings settings = asJson
            ? new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["conversation_id"] = id } }
            : new LmStudioPromptExecutionSettings { ConversationId = id };
        settings.FunctionChoiceBehavior = FunctionChoiceBehavior.Auto();
        FunctionResult result = await kernel.InvokePromptAsync("What time is it?", new KernelArguments(settings));

        Assert.Equal("It is noon.", result.GetValue<string>());
        List<string?> previous = [.. lmStudio.GetChats().Select(static chat => (string?)JsonNode.Parse(chat.Body)!["previous_response_id"])];
        Assert.Equal([null, id, id], previous);
        Assert.Contains("noon", lmStudio.GetChats()[2].Body);
        Assert.Contains("What time is it?", lmStudio.GetChats()[2].Body);
        Assert.NotEqual(id, result.GetConversationId());
        Assert.Equal(result.GetConversationId(), result.GetValue<ChatResponse>()?.ConversationId);
    }

    [Fact]
    public void PrepareChatOptions_SecretsOfMcpServers_LeaveNoCopyInTheProperties()
    {
        LmStudioPromptExecutionSettings settings = JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>(Json)!;

        ChatOptions options = settings.ToChatOptions(kernel: null);

        Assert.Equal(["context_length", "min_p", "repeat_penalty", "store"], options.AdditionalProperties!.Keys.Order());
        Assert.Equal(8192, options.AdditionalProperties["context_length"]);
    }

    [Fact]
    public void Freeze_Settings_CannotBeChangedButCloned()
    {
        LmStudioPromptExecutionSettings settings = JsonSerializer.Deserialize<LmStudioPromptExecutionSettings>(Json)!;
        settings.StopSequences = ["END"];
        settings.Freeze();

        Assert.Throws<InvalidOperationException>(() => settings.MinP = 0.5);
        Assert.Throws<NotSupportedException>(() => settings.StopSequences.Add("more"));
        Assert.Throws<NotSupportedException>(() => settings.Integrations!.Clear());
        LmStudioPromptExecutionSettings clone = Assert.IsType<LmStudioPromptExecutionSettings>(settings.Clone());
        Assert.Equal(JsonSerializer.Serialize(settings), JsonSerializer.Serialize(clone));
        clone.MinP = 0.5;
        clone.StopSequences!.Add("more");
        Assert.Equal(["END"], settings.StopSequences);
    }

    private static async Task<string> SendAsync(PromptExecutionSettings settings)
    {
        using RecordingServer server = new();
        await server.CreateKernel().InvokePromptAsync("Hi", new KernelArguments(settings));
        return server.Body!;
    }

    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);

    private sealed class OtherSettings : PromptExecutionSettings
    {
        [System.Text.Json.Serialization.JsonPropertyName("temperature")]
        public double Temperature { get; set; }

        public string? Own { get; set; }
    }

    private sealed record Person(string Name);
}
