namespace LmStudio.AI.Emulator.Tests;

public sealed class ResponsesReplyTests
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task Reply_ReasonedAnswer_HasFalseForTopP()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.TimeProvider = new ManualTimeProvider());
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm, hm."), EmulatorStep.Text("Hello you!"));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","input":"Hi","instructions":"Be kind.","reasoning":{"effort":"on"} }""");

        Assert.Equal(
            """
            {
              "id": "resp_0",
              "object": "response",
              "created_at": 1769601600,
              "completed_at": 1769601600,
              "status": "completed",
              "incomplete_details": null,
              "model": "qwen/qwen3-8b",
              "previous_response_id": null,
              "instructions": "Be kind.",
              "output": [
                {
                  "id": "rs_0",
                  "type": "reasoning",
                  "status": "completed",
                  "summary": [],
                  "content": [
                    {
                      "type": "reasoning_text",
                      "text": "Hm, hm."
                    }
                  ]
                },
                {
                  "id": "msg_0",
                  "type": "message",
                  "status": "completed",
                  "content": [
                    {
                      "type": "output_text",
                      "text": "Hello you!",
                      "annotations": [],
                      "logprobs": []
                    }
                  ],
                  "role": "assistant"
                }
              ],
              "error": null,
              "tools": [],
              "tool_choice": "auto",
              "truncation": "auto",
              "parallel_tool_calls": true,
              "text": {
                "format": {
                  "type": "text"
                }
              },
              "top_p": false,
              "presence_penalty": 0,
              "frequency_penalty": 1.1,
              "top_logprobs": 0,
              "temperature": 0.8,
              "reasoning": {
                "summary": null,
                "effort": "on"
              },
              "usage": {
                "input_tokens": 11,
                "output_tokens": 4,
                "total_tokens": 15,
                "input_tokens_details": {
                  "cached_tokens": 0
                },
                "output_tokens_details": {
                  "reasoning_tokens": 2
                }
              },
              "max_output_tokens": null,
              "max_tool_calls": null,
              "store": true,
              "background": false,
              "service_tier": "default",
              "metadata": {},
              "safety_identifier": null,
              "prompt_cache_key": null
            }
            """,
            Wire.Mask(reply.Body));
    }

    [Theory]
    [InlineData(2, "incomplete", """{"reason":"max_output_tokens"}""")]
    [InlineData(3, "completed", null)]
    public async Task Reply_Limit_IsIncompleteOnlyWhenItCutsTheAnswer(int limit, string status, string? details)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two three"));

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b","input":"Count!","max_output_tokens":{{limit}} }""");

        Assert.Equal(status, (string?)reply.Json["status"]);
        Assert.Equal(details, reply.Json["incomplete_details"]?.ToJsonString());
        Assert.Equal(status, (string?)reply.Json["output"]![0]!["status"]);
    }

    [Fact]
    public async Task Reply_FlatFunction_IsCalled()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "google/gemma-3-1b", "input": "get_weather for \"Bern\"",
              "tools": [ { "type": "function", "name": "get_weather", "parameters": { "type": "object", "required": ["city"] } } ]
            }
            """);

        Wire.AssertJson(
            """
            [
              {
                "id": "fc_k5xuel0koulocdoq39mav", "call_id": "call_123456789", "type": "function_call",
                "name": "get_weather", "arguments": "{\"city\":\"Bern\"}", "status": "completed"
              }
            ]
            """,
            reply.Json["output"]);
    }

    [Theory]
    [InlineData(
        """{"model":"qwen/qwen3-8b","input":"Hi","tools":[{"type":"function","name":"a"},{"type":"function","function":{"name":"b"}}]}""",
        """{"message":"Required","type":"invalid_request_error","param":"tools.1.name","code":"missing_required_parameter"}""")]
    [InlineData(
        """{"model":"qwen/qwen3-8b"}""",
        """{"message":"Required","type":"invalid_request_error","param":"input","code":"missing_required_parameter"}""")]
    [InlineData(
        """{"model":"qwen/qwen3-8b","input":"Hi","text":{}}""",
        """{"message":"Required","type":"invalid_request_error","param":"text.format","code":"missing_required_parameter"}""")]
    [InlineData(
        """{"model":"qwen/qwen3-8b","input":"Hi","tools":[{"type":"web_search"},{"type":"namespace","name":"b","tools":[]}]}""",
        """{"message":"Invalid","type":"invalid_request_error","param":"tools.1.type","code":"invalid_string"}""")]
    [InlineData(
        """{"model":"qwen/qwen3-8b","input":[{"role":"user","content":[{"type":"input_audio"}]}]}""",
        """{"message":"Invalid type for 'input'.","type":"invalid_request_error","param":"input","code":"invalid_union"}""")]
    [InlineData(
        """{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"resp_61f4b36a"}""",
        """{"message":"Prediction history node with id '61f4b36a' not found while attempting to build chat history chain that includes this node.","type":"invalid_request_error","param":"previous_response_id","code":"previous_response_not_found"}""")]
    [InlineData(
        """{"model":"qwen/qwen3-8b","input":"Hi","text":{"format":{"type":"json_object"}}}""", "\"'text.format.type' must be 'json_schema' or 'text'\"")]
    public async Task Request_Invalid_IsRefused(string request, string error)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, request);

        Assert.Equal(400, reply.Status);
        Wire.AssertJson(error, reply.Json["error"]);
    }

    [Fact]
    public async Task Script_FailsAtOnce_IsAnInternalErrorOfUnknownCode()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Fail("internal_error", "Engine protocol predict request failed: fetch failed"));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Equal(500, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Engine protocol predict request failed: fetch failed",
                "type": "internal_error",
                "param": null,
                "code": "unknown"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Format_Schema_IsSatisfiedByTheDemoModelAndResponseFormatIsPassedOver()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        const string Schema = """{"type":"json_schema","name":"x","schema":{"type":"object","properties":{"a":{"type":"string"}}}}""";

        Api.Reply formatted = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b","input":"Hi","text":{"format":{{Schema}} } }""");
        Api.Reply plain = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b","input":"Hi","response_format":{{Schema}} }""");

        Assert.Equal("""{"a":"Hi"}""", (string?)formatted.Json["output"]![0]!["content"]![0]!["text"]);
        Assert.StartsWith("Hello!", (string?)plain.Json["output"]![0]!["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"reasoning\":{\"effort\":\"none\"}", 1)]
    [InlineData("\"reasoning_effort\":\"none\"", 2)]
    public async Task Reasoning_Effort_CountsWhenItIsNested(string option, int items)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b","input":"Hi",{{option}} }""");

        Assert.Equal(items, reply.Json["output"]!.AsArray().Count);
    }

    [Fact]
    public async Task Input_Items_AreTheConversation()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "qwen/qwen3-vl-4b",
              "input": [
                { "type": "message", "role": "developer", "content": "Be brief." },
                { "role": "user", "content": [ { "type": "input_text", "text": "get_weather" } ] },
                { "type": "reasoning", "id": "rs_1", "summary": [], "content": [ { "type": "reasoning_text", "text": "A tool." } ] },
                { "type": "message", "role": "assistant", "content": [ { "type": "output_text", "text": "Let me see.", "annotations": [] } ] },
                { "type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": "{}" },
                { "type": "function_call_output", "call_id": "call_1", "output": "Sunny." }
              ]
            }
            """);

        Assert.Equal(
            "I called get_weather, and it returned: Sunny. (My instructions: “Be brief.”)",
            (string?)reply.Json["output"]![0]!["content"]![0]!["text"]);
    }

    [Fact]
    public async Task Input_Image_ReachesAVisionModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "qwen/qwen3-vl-4b",
              "input": [ { "role": "user", "content": [ { "type": "input_image", "image_url": "data:image/png;base64,aGVsbG8=" } ] } ]
            }
            """);

        Assert.Contains("one of type image/png with 5 bytes", reply.Body, StringComparison.Ordinal);
    }
}
