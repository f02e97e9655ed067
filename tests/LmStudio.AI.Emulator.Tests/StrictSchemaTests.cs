namespace LmStudio.AI.Emulator.Tests;

/// <summary>JSON schemas that LM Studio's engines cannot compile: each fails the whole request.</summary>
public sealed class StrictSchemaTests
{
    private const string NoGrammar = "Failed to initialize samplers: failed to parse grammar";

    private const string NotAnchored = "Pattern must start with '^' and end with '$'";

    /// <summary>Gets properties that are refused, each with what the engine says.</summary>
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "true", "Unrecognized schema: true" },
        { """{"description":"Anything"}""", """Unrecognized schema: {"description":"Anything"}""" },
        { """{"type":"string","pattern":"\\S"}""", NotAnchored },
        { """{"type":"string","pattern":"^-?(\\d+\\.)?$"}""", NoGrammar },
        { """{"type":"string","pattern":"^(?=a).*$"}""", NoGrammar },
        { """{"type":"string","maxLength":20000}""", NoGrammar },
        { """{"$ref":"#"}""", "Unsupported ref: #" },
        { """{"$ref":"#/$defs/Lost"}""", """Error resolving ref #/$defs/Lost: $defs not in {"type":"object","properties":{"value":{"$ref":"#/$defs/Lost"}}}""" },
        { """{"type":"array","items":{"anyOf":[{"type":"string","pattern":"x"}]}}""", NotAnchored },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ChatCompletions_FunctionWithSchema_IsRefusedWithAText(string property, string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", $$"""
            {"model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{{Schema(property)}} } }]}
            """);

        Assert.Equal((400, message), (reply.Status, (string?)reply.Json["error"]));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ChatCompletions_ResponseFormatWithSchema_IsRefusedBeforeTheStream(string property, string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", $$"""
            {"model":"google/gemma-3-1b","stream":true,"messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{{Schema(property)}} } } }
            """);

        Assert.Equal((400, message), (reply.Status, (string?)reply.Json["error"]));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Responses_FunctionWithSchema_IsAnInternalError(string property, string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/responses", $$"""
            {"model":"google/gemma-3-1b","input":"Hi","tools":[{"type":"function","name":"f","parameters":{{Schema(property)}} }]}
            """);

        Assert.Equal(
            (500, message, "internal_error", "unknown"),
            (reply.Status, (string?)reply.Json["error"]!["message"], (string?)reply.Json["error"]!["type"], (string?)reply.Json["error"]!["code"]));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Messages_ToolWithSchema_IsAnApiError(string property, string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/messages", $$"""
            {"model":"google/gemma-3-1b","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","input_schema":{{Schema(property)}} }]}
            """);

        Assert.Equal((500, message, "api_error"), (reply.Status, (string?)reply.Json["error"]!["message"], (string?)reply.Json["error"]!["type"]));
    }

    [Theory]
    [InlineData("""{"type":["string","null"],"maxLength":100,"pattern":"^[a-z]+$"}""")]
    [InlineData("""{"type":"object","additionalProperties":true}""")]
    [InlineData("""{"enum":["a","b"]}""")]
    [InlineData("""{"$ref":"#/properties/other"}""")]
    public async Task ChatCompletions_SchemaThatEnginesCompile_IsTaken(string property)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", $$$"""
            {"model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"other":{"type":"string"},"value":{{{property}}} } } }}]}
            """);

        Assert.Equal(200, reply.Status);
    }

    private static string Schema(string property) => $$"""{"type":"object","properties":{"value":{{property}} } }""";
}
