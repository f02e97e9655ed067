using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tests;

public sealed class ResponsesMcpTests
{
    private const string Path = "/v1/responses";

    private static readonly AIFunction Weather = AIFunctionFactory.Create((string city) => $"Sunny in {city}", "get_weather", "Tells the weather.");

    [Fact]
    public async Task Reply_RemoteServer_IsReallyCalled()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([Weather]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("weather", "get_weather", new { city = "Bern" }), EmulatorStep.Text("It is sunny."));

        Api.Reply reply = await api.PostAsync(Path, $$"""
            {
              "model": "google/gemma-3-1b", "input": "How is the weather in Bern?",
              "tools": [
                {
                  "type": "mcp", "server_label": "weather", "server_url": "{{mcp.Endpoint}}", "allowed_tools": ["get_weather"], "headers": { "X-Key": "abc" }
                }
              ]
            }
            """);

        Wire.AssertJson(
            """
            [
              {
                "id": "mcpl_000000000000000000000000000000000000000000000000", "type": "mcp_list_tools", "server_label": "weather",
                "tools": [
                  {
                    "name": "get_weather", "description": "Tells the weather.",
                    "input_schema": { "type": "object", "properties": { "city": { "type": "string" } }, "required": [ "city" ] }
                  }
                ]
              },
              {
                "id": "mcp_000000000000000000000000000000000000000000000000", "type": "mcp_call", "server_label": "weather", "name": "get_weather",
                "arguments": "{\"city\":\"Bern\"}", "output": "Sunny in Bern", "error": null, "status": "completed"
              },
              {
                "id": "msg_k5xuel0koulocdoq39mav", "type": "message", "status": "completed",
                "content": [ { "type": "output_text", "text": "It is sunny.", "annotations": [], "logprobs": [] } ], "role": "assistant"
              }
            ]
            """,
            reply.Json["output"]);
        Assert.All(mcp.Requests, static request => Assert.Equal("abc", request.Headers["X-Key"]));
    }

    [Fact]
    public async Task Stream_ServerOfMcpJson_GoesByItsLabel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/weather", Weather));
        });
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/weather", "get_weather", new { city = "Bern" }), EmulatorStep.CallTool("mcp/weather", "get_tides"));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(
            Path, """{"model":"google/gemma-3-1b","input":"Hi","stream":true,"tools":[{"type":"mcp","server_label":"weather"}]}""");

        Wire.AssertFrames(
            """
            {"type":"response.output_item.added","output_index":1,"item":{"id":"mcp_0","type":"mcp_call","server_label":"weather","name":"get_weather","arguments":"","output":null,"error":null,"status":"in_progress"},"sequence_number":6}
            {"type":"response.mcp_call.in_progress","item_id":"mcp_0","output_index":1,"sequence_number":7}
            {"type":"response.mcp_call_arguments.delta","item_id":"mcp_0","output_index":1,"delta":"{\"city\":\"Bern\"}","sequence_number":8}
            {"type":"response.mcp_call_arguments.done","item_id":"mcp_0","output_index":1,"arguments":"{\"city\":\"Bern\"}","sequence_number":9}
            {"type":"response.mcp_call.completed","item_id":"mcp_0","output_index":1,"sequence_number":10}
            {"type":"response.output_item.done","output_index":1,"item":{"id":"mcp_0","type":"mcp_call","server_label":"weather","name":"get_weather","arguments":"{\"city\":\"Bern\"}","output":"Sunny in Bern","error":null,"status":"completed"},"sequence_number":11}
            {"type":"response.output_item.added","output_index":2,"item":{"id":"mcp_0","type":"mcp_call","server_label":"","name":"get_tides","arguments":"","output":null,"error":null,"status":"in_progress"},"sequence_number":12}
            {"type":"response.mcp_call.in_progress","item_id":"mcp_0","output_index":2,"sequence_number":13}
            {"type":"response.mcp_call.failed","item_id":"mcp_0","output_index":2,"sequence_number":14}
            {"type":"response.output_item.done","output_index":2,"item":{"id":"mcp_0","type":"mcp_call","server_label":"","name":"get_tides","arguments":"{}","output":null,"error":"Cannot find tool with name get_tides.","status":"failed"},"sequence_number":15}
            """,
            frames.Skip(6).SkipLast(1));
    }

    [Fact]
    public async Task Request_PluginsNotAllowed_IsRefusedWithA403()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.Plugins.Add(new EmulatorPlugin("mcp/wazuh", Weather));
        });
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """{"model":"google/gemma-3-1b","input":"Hi","tools":[{"type":"mcp","server_label":"wazuh"}]}""");

        Assert.Equal(403, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Permission denied to use local MCP server 'wazuh'. Ensure that the server configuration allows local integrations and that your API token has the necessary permissions.",
                "type": "invalid_request_error",
                "param": "tools",
                "code": null
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Request_PrivateAddress_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(
            Path, """{"model":"google/gemma-3-1b","input":"Hi","tools":[{"type":"mcp","server_label":"local","server_url":"http://localhost:21776/mcp"}]}""");

        Assert.Equal((400, "tools"), (reply.Status, (string?)reply.Json["error"]!["param"]));
        Assert.Contains("URL resolves to a non-public address.", (string?)reply.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_McpToolOnAnEndpointWithoutMcp_IsAnError()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("weather", "get_weather"));

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", """{"model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(500, reply.Status);
        Assert.Contains("The script calls a tool", (string?)reply.Json["error"]!["message"], StringComparison.Ordinal);
    }
}
