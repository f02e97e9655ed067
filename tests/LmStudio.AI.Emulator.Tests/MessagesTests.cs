namespace LmStudio.AI.Emulator.Tests;

public sealed class MessagesTests
{
    private const string Path = "/v1/messages";
    private const string Request = """{"model":"google/gemma-3-1b","max_tokens":100,"messages":[{"role":"user","content":"Hi"}],"stream":true}""";

    [Fact]
    public async Task Reply_ReasonedAnswerWithACall_HasABlockForEach()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Let me see."), EmulatorStep.CallFunction("get_weather", new { city = "Bern" }));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"google/gemma-3-1b","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(
            """
            {
              "id": "msg_0",
              "type": "message",
              "role": "assistant",
              "content": [
                {
                  "type": "thinking",
                  "thinking": "Hm.",
                  "signature": ""
                },
                {
                  "type": "text",
                  "text": "Let me see."
                },
                {
                  "type": "tool_use",
                  "id": "0",
                  "name": "get_weather",
                  "input": {
                    "city": "Bern"
                  }
                }
              ],
              "model": "google/gemma-3-1b",
              "stop_reason": "tool_use",
              "stop_sequence": null,
              "usage": {
                "input_tokens": 5,
                "output_tokens": 6,
                "cache_read_input_tokens": 0
              }
            }
            """,
            Wire.Mask(reply.Body));
    }

    [Fact]
    public async Task Stream_ReasonedAnswerWithACall_HasTheEventsInOrder()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn(
            EmulatorStep.Reason("Hm."), EmulatorStep.Text("Let me"), EmulatorStep.CallFunction("get_weather", new { city = "Bern" }))
        { TokensPerChunk = 2 });

        Wire.AssertFrames(
            """
            {"type":"message_start","message":{"id":"msg_0","type":"message","role":"assistant","content":[],"model":"google/gemma-3-1b","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":0,"cache_read_input_tokens":0}}}
            {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
            {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}
            {"type":"content_block_stop","index":0}
            {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
            {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Let me"}}
            {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":""}}
            {"type":"content_block_stop","index":1}
            {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"0","name":"get_weather","input":{}}}
            {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}
            {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\"Bern\"}"}}
            {"type":"content_block_stop","index":2}
            {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":5,"output_tokens":5,"cache_read_input_tokens":0}}
            {"type":"message_stop"}
            """,
            await api.StreamAsync(Path, Request));
    }

    [Theory]
    [InlineData("\"max_tokens\":2", "max_tokens", null, "One two")]
    [InlineData("\"max_tokens\":9", "end_turn", null, "One two three")]
    [InlineData("\"max_tokens\":9,\"stop_sequences\":[\" three\"]", "stop_sequence", " three", "One two")]
    public async Task Reply_Option_IsTheStopReason(string option, string reason, string? sequence, string text)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two three"));

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b",{{option}},"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(
            (reason, sequence, text),
            ((string?)reply.Json["stop_reason"], (string?)reply.Json["stop_sequence"], (string?)reply.Json["content"]![0]!["text"]));
    }

    [Fact]
    public async Task Messages_ToolResult_IsAnswered()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "mistralai/ministral-3-3b", "max_tokens": 100, "system": [ { "type": "text", "text": "Be brief." } ],
              "messages": [
                { "role": "user", "content": [ { "type": "text", "text": "get_weather" } ] },
                { "role": "assistant", "content": [ { "type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": { "city": "Bern" } } ] },
                { "role": "user", "content": [ { "type": "tool_result", "tool_use_id": "toolu_1", "content": [ { "type": "text", "text": "Sunny." } ] } ] }
              ],
              "tools": [ { "name": "get_weather", "input_schema": { "type": "object" } } ]
            }
            """);

        Assert.Equal(
            "I called get_weather, and it returned: Sunny. (My instructions: “Be brief.”)", (string?)reply.Json["content"]![0]!["text"]);
    }

    [Fact]
    public async Task Messages_ToolResultAndTextInOneTurn_AreRefusedByAStrictTemplate()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        const string Messages = """
            [
              { "role": "user", "content": "get_weather" },
              { "role": "assistant", "content": [ { "type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {} } ] },
              { "role": "user", "content": [ { "type": "tool_result", "tool_use_id": "toolu_1", "content": "Sunny." }, { "type": "text", "text": "And?" } ] }
            ]
            """;

        Api.Reply strict = await api.PostAsync(Path, $$"""{"model":"mistralai/ministral-3-3b","max_tokens":100,"messages":{{Messages}} }""");
        Api.Reply lenient = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b","max_tokens":100,"messages":{{Messages}} }""");

        Assert.Equal((500, 200), (strict.Status, lenient.Status));
        Wire.AssertJson(
            """
            {
              "type": "error",
              "error": {
                "type": "api_error",
                "message": "After the optional system message, conversation roles must alternate user and assistant roles except for tool calls and results."
              }
            }
            """,
            strict.Json);
    }

    [Theory]
    [InlineData("""{"type":"any"}""", "get_time")]
    [InlineData("""{"type":"tool","name":"get_weather"}""", "get_weather")]
    [InlineData("""{"type":"none"}""", null)]
    public async Task ToolChoice_DemoModel_KeepsToIt(string choice, string? name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""
            {
              "model": "google/gemma-3-1b", "max_tokens": 100, "messages": [ { "role": "user", "content": "Hi" } ], "tool_choice": {{choice}},
              "tools": [ { "name": "get_time", "input_schema": { "type": "object" } }, { "name": "get_weather", "input_schema": { "type": "object" } } ]
            }
            """);

        Assert.Equal(name, (string?)reply.Json["content"]![0]!["name"]);
    }

    [Theory]
    [InlineData("enabled", "thinking")]
    [InlineData("disabled", "text")]
    public async Task Thinking_Type_SwitchesReasoning(string type, string first)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(
            Path, $$"""{"model":"qwen/qwen3-8b","max_tokens":100,"thinking":{"type":"{{type}}"},"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(first, (string?)reply.Json["content"]![0]!["type"]);
    }

    [Fact]
    public async Task Messages_Base64Image_ReachesAVisionModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "qwen/qwen3-vl-4b", "max_tokens": 100,
              "messages": [
                { "role": "user", "content": [ { "type": "image", "source": { "type": "base64", "media_type": "image/png", "data": "aGVsbG8=" } } ] }
              ]
            }
            """);

        Assert.Contains("one of type image/png with 5 bytes", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"google/gemma-3-1b","messages":[]}""", "request.max_tokens: Required")]
    [InlineData("""{"model":"google/gemma-3-1b","max_tokens":9}""", "request.messages: Required")]
    [InlineData(
        """{"model":"google/gemma-3-1b","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"tool","content":"x"}]}""",
        "request.messages.1.role: Invalid discriminator value. Expected 'user' | 'assistant' | 'system'")]
    [InlineData(
        """{"model":"google/gemma-3-1b","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"image"}]}]}]}""",
        "Only text tool_result blocks are supported when tool_result.content is an array.")]
    public async Task Request_Invalid_IsRefusedInAnthropicsForm(string request, string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, request);

        Assert.Equal(400, reply.Status);
        Wire.AssertJson($$"""{"type":"error","error":{"type":"invalid_request_error","message":"{{message}}"} }""", reply.Json);
    }

    [Fact]
    public async Task Messages_OfTheSystem_AreInstructions()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "google/gemma-3-1b", "max_tokens": 100,
              "messages": [ { "role": "user", "content": "Hi" }, { "role": "system", "content": [ { "type": "text", "text": "Be brief." } ] } ]
            }
            """);

        Assert.Contains("(My instructions: “Be brief.”)", (string?)reply.Json["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_PromptThatDoesNotFit_IsAnApiErrorOfTheServer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b", contextLength: 6);

        Api.Reply reply = await api.PostAsync(
            Path, """{"model":"google/gemma-3-1b","max_tokens":100,"messages":[{"role":"user","content":"one two three four"}]}""");

        Assert.Equal((500, "api_error"), (reply.Status, (string?)reply.Json["error"]!["type"]));
        Assert.Contains("is greater than the context length (n_keep: 8>= n_ctx: 6)", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Failure_IsAnErrorEvent()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hm"), EmulatorStep.Fail("internal_error", "The model has crashed."));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Wire.AssertFrames("""{"type":"error","error":{"type":"api_error","message":"The model has crashed."}}""", frames.TakeLast(1));
    }

    [Fact]
    public async Task Script_FailsAtOnce_IsAnApiErrorWithItsStatus()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Fail("internal_error", "The model has crashed."));

        Api.Reply reply = await api.PostAsync(Path, Request);

        Assert.Equal(500, reply.Status);
        Wire.AssertJson("""{"type":"error","error":{"type":"api_error","message":"The model has crashed."}}""", reply.Json);
    }

    [Theory]
    [InlineData("/v1/messages", "x-api-key", "sk-lm-12345678:12345678901234567890", 200)]
    [InlineData("/v1/messages", "Authorization", "Bearer sk-lm-12345678:12345678901234567890", 200)]
    [InlineData("/v1/messages", "x-api-key", "wrong", 401)]
    [InlineData("/v1/chat/completions", "x-api-key", "sk-lm-12345678:12345678901234567890", 401)]
    public async Task Token_Header_CountsWhereItBelongs(string path, string header, string token, int status)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("sk-lm-12345678:12345678901234567890"));
        using Api api = new(lmStudio);
        api.Http.DefaultRequestHeaders.Add(header, token);

        Assert.Equal(status, (await api.PostAsync(path, Request)).Status);
    }
}
