namespace LmStudio.AI.Emulator.Tests;

public sealed class ChatCompletionsRequestTests
{
    private const string Path = "/v1/chat/completions";

    [Theory]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", """{"error":"'response_format.type' must be 'json_schema' or 'text'"}""")]
    [InlineData(
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
        """{"error":"Invalid tool_choice type: 'object'. Supported string values: none, auto, required"}""")]
    public async Task Option_Unsupported_IsRefusedWithAStringError(string option, string error)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b",{{option}},"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal((400, error), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("/v1/chat/completions", 400, """{"error":"'messages' field is required"}""")]
    [InlineData("/v1/completions", 200, """{"error":"Unexpected endpoint or method. (OPTIONS /v1/completions)"}""")]
    [InlineData("/v1/models", 200, """{"error":"Unexpected endpoint or method. (OPTIONS /v1/models)"}""")]
    public async Task Preflight_Request_IsNotUnderstood(string path, int status, string body)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.Http.SendAsync(new(HttpMethod.Options, path));

        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("\"tool_choice\":\"auto\"", "Please get_weather for \"Bern\"", "get_weather:{\"city\":\"Bern\"}")]
    [InlineData("\"tool_choice\":\"auto\"", "get weather and get time for \"Bern\"", "get_weather:{\"city\":\"Bern\"},get_time:{}")]
    [InlineData("\"parallel_tool_calls\":false", "get weather and get time for \"Bern\"", "get_weather:{\"city\":\"Bern\"}")]
    [InlineData("\"tool_choice\":\"none\"", "Please get_weather for \"Bern\"", "")]
    [InlineData("\"tool_choice\":\"required\"", "In \"Bern\"", "get_weather:{\"city\":\"Bern\"}")]
    public async Task Tools_DemoModel_CallsWhatThePromptNames(string option, string prompt, string calls)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""
            {
              "model": "google/gemma-3-1b",
              {{option}},
              "messages": [ { "role": "user", "content": "{{prompt.Replace("\"", "\\\"", StringComparison.Ordinal)}}" } ],
              "tools": [
                {
                  "type": "function",
                  "function": { "name": "get_weather", "parameters": { "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] } }
                },
                { "type": "function", "function": { "name": "get_time" } }
              ]
            }
            """);

        Assert.Equal(calls, string.Join(',', reply.Json["choices"]![0]!["message"]!["tool_calls"]!.AsArray()
            .Select(static call => $"{call!["function"]!["name"]}:{call["function"]!["arguments"]}")));
    }

    [Theory]
    [InlineData("GetWeather")]
    [InlineData("getWeather")]
    [InlineData("get-weather")]
    public async Task Tools_AnyName_IsInSnakeCaseWhenItIsCalled(string name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""
            {
              "model": "google/gemma-3-1b", "messages": [ { "role": "user", "content": "Call {{name}}." } ],
              "tools": [ { "type": "function", "function": { "name": "{{name}}" } } ]
            }
            """);

        Assert.Equal("get_weather", (string?)reply.Json["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["name"]);
    }

    [Fact]
    public async Task Tools_ParametersNotOfAnObject_AreRefusedWithAList()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """
            {
              "model": "google/gemma-3-1b", "messages": [ { "role": "user", "content": "Hi" } ],
              "tools": [
                { "type": "function", "function": { "name": "right", "parameters": { "type": "object", "properties": {} } } },
                { "type": "function", "function": { "name": "wrong", "parameters": {} } }
              ]
            }
            """);

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """
            [
              {
                "code": "invalid_union_discriminator",
                "options": [
                  "object"
                ],
                "path": [
                  1,
                  "function",
                  "parameters",
                  "type"
                ],
                "message": "Invalid discriminator value. Expected 'object'"
              }
            ]
            """,
            (string?)reply.Json["error"],
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task ResponseFormat_Schema_IsSatisfiedByTheDemoModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        string content = await AskAsync(api, """
            {
              "model": "google/gemma-3-1b",
              "messages": [ { "role": "user", "content": "Bern" } ],
              "response_format": {
                "type": "json_schema",
                "json_schema": {
                  "name": "city",
                  "schema": {
                    "type": "object",
                    "properties": {
                      "name": { "type": "string", "maxLength": 3 },
                      "population": { "type": "integer", "minimum": 1000 },
                      "sunny": { "type": ["boolean", "null"] },
                      "river": { "$ref": "#/$defs/River" },
                      "kinds": { "type": "array", "minItems": 2, "items": { "enum": ["capital", "town"] } },
                      "height": { "anyOf": [ { "type": "number" }, { "type": "null" } ] }
                    },
                    "$defs": { "River": { "type": "object", "properties": { "name": { "const": "Aare" } } } }
                  }
                }
              }
            }
            """);

        Assert.Equal("""{"name":"Ber","population":1000,"sunny":true,"river":{"name":"Aare"},"kinds":["capital","capital"],"height":1}""", content);
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("off", "")]
    [InlineData("on", "This is the start")]
    [InlineData("high", "This is the start")]
    [InlineData("xhigh", "This is the start")]
    public async Task ReasoningEffort_Unsupported_FallsBackToTheDefault(string effort, string reasoning)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b","reasoning_effort":"{{effort}}","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Contains(reasoning, (string?)reply.Json["choices"]![0]!["message"]!["reasoning_content"], StringComparison.Ordinal);
        Assert.Equal(reasoning.Length is 0, ((string?)reply.Json["choices"]![0]!["message"]!["reasoning_content"])!.Length is 0);
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    public async Task Body_NotAnObject_IsRefused(string body, string code)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, body);

        Assert.Equal((400, code, "invalid_request_error"), (reply.Status, (string?)reply.Json["error"]!["code"], (string?)reply.Json["error"]!["type"]));
    }

    private static async Task<string> AskAsync(Api api, string json) =>
        (string)(await api.PostAsync(Path, json)).Json["choices"]![0]!["message"]!["content"]!;
}
