using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LmStudio.AI.Emulator.Tests;

public sealed class McpTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create(
        (string city) => city == "Atlantis" ? throw new InvalidOperationException("Under water.") : $"Sunny in {city} ☀️", "get_weather", "Tells the weather.");

    private static readonly AIFunction Dice = AIFunctionFactory.Create(static () => 4, "roll_dice", "Rolls a die.");

    [Fact]
    public async Task Chat_ToolOfAnEphemeralServer_IsCalled()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([Weather, Dice]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("weather", "get_weather", new { city = "Bern" }), EmulatorStep.Text("It is sunny."));

        Api.Reply reply = await api.ChatAsync($$"""
            {
              "model": "qwen/qwen3-8b", "input": "How is the weather in Bern?",
              "integrations": [ { "type": "ephemeral_mcp", "server_label": "weather", "server_url": "{{mcp.Endpoint}}" } ]
            }
            """);

        AssertJson(
            """
            [
              {
                "type": "tool_call",
                "tool": "get_weather",
                "arguments": { "city": "Bern" },
                "output": "[{\"type\":\"text\",\"text\":\"Sunny in Bern ☀️\"}]",
                "provider_info": { "type": "ephemeral_mcp", "server_label": "weather" }
              },
              { "type": "message", "content": "It is sunny." }
            ]
            """,
            reply.Json["output"]!);
    }

    [Fact]
    public async Task Stream_ToolCall_HasTheLiveEventsInOrder()
    {
        await using LmStudioEmulator lmStudio = await StartWithPluginAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/tools", "roll_dice"), EmulatorStep.Text("Four."));

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync("""{"model":"qwen/qwen3-8b","input":"Roll!","integrations":["mcp/tools"],"stream":true}""");

        Assert.Equal(
            """
            {"type":"tool_call.start"}
            {"type":"tool_call.name","tool_name":"roll_dice","provider_info":{"type":"plugin","plugin_id":"mcp/tools"}}
            {"type":"tool_call.arguments","tool":"roll_dice","arguments":{},"provider_info":{"type":"plugin","plugin_id":"mcp/tools"}}
            {"type":"tool_call.success","tool":"roll_dice","arguments":{},"output":"[{\"type\":\"text\",\"text\":\"4\"}]","provider_info":{"type":"plugin","plugin_id":"mcp/tools"}}
            {"type":"prompt_processing.start"}
            {"type":"prompt_processing.progress","progress":1}
            {"type":"prompt_processing.end"}
            {"type":"message.start"}
            {"type":"message.delta","content":"Four."}
            {"type":"message.end"}
            """,
            string.Join('\n', events.Skip(6).SkipLast(1).Select(static happened => happened.Data)));
    }

    [Fact]
    public async Task Chat_Headers_AreForwardedWithEveryRequest()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([Dice]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("dice", "roll_dice"));

        await api.ChatAsync($$"""
            {
              "model": "qwen/qwen3-8b", "input": "Roll!",
              "integrations": [
                { "type": "ephemeral_mcp", "server_label": "dice", "server_url": "{{mcp.Endpoint}}", "headers": { "Authorization": "Bearer abc", "X-Key": "k" } }
              ]
            }
            """);

        Assert.True(mcp.Requests.Count >= 2);
        Assert.All(mcp.Requests, static request => Assert.Equal(("Bearer abc", "k"), (request.Headers["Authorization"], request.Headers["X-Key"])));
    }

    [Theory]
    [InlineData("""{ "type": "plugin", "id": "mcp/tools", "allowed_tools": ["get_weather"] }""", "invalid_tool_call")]
    [InlineData("""{ "type": "plugin", "id": "mcp/tools", "allowed_tools": ["roll_dice"] }""", "tool_call")]
    [InlineData("""{ "type": "plugin", "id": "mcp/tools" }""", "tool_call")]
    [InlineData("\"mcp/tools\"", "tool_call")]
    public async Task Chat_AllowedTools_AreTheOnlyOnes(string integration, string item)
    {
        await using LmStudioEmulator lmStudio = await StartWithPluginAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/tools", "roll_dice"));

        Api.Reply reply = await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"Roll!","integrations":[{{integration}}]}""");

        Assert.Equal(item, (string?)reply.Json["output"]![0]!["type"]);
    }

    [Fact]
    public async Task Chat_ToolThatFails_SaysSoInItsOutput()
    {
        await using LmStudioEmulator lmStudio = await StartWithPluginAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/tools", "get_weather", new { city = "Atlantis" }));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Weather?","integrations":["mcp/tools"]}""");

        Assert.Equal("tool_call", (string?)reply.Json["output"]![0]!["type"]);
        Assert.Contains("An error occurred", (string?)reply.Json["output"]![0]!["output"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_ToolThatReturnsAnImage_HasItsPartsInTheOutput()
    {
        McpServerTool picture = McpServerTool.Create(
            () => new ContentBlock[] { new TextContentBlock { Text = "Here" }, ImageContentBlock.FromBytes(new byte[] { 1, 2, 3 }, "image/png") },
            new() { Name = "draw" });
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new("mcp/art", [picture]));
        });
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/art", "draw"));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Draw!","integrations":["mcp/art"]}""");

        AssertJson(
            """[ { "type": "text", "text": "Here" }, { "type": "image", "data": "AQID", "mimeType": "image/png" } ]""",
            JsonNode.Parse((string)reply.Json["output"]![0]!["output"]!)!);
    }

    [Fact]
    public async Task Chat_PrivateAddress_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""
            {
              "model": "qwen/qwen3-8b", "input": "Hi",
              "integrations": [ { "type": "ephemeral_mcp", "server_label": "local", "server_url": "http://localhost:21776/sse" } ]
            }
            """);

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Unable to connect to remote MCP server 'local' at url 'http://localhost:21776/sse'. URL resolves to a non-public address. We only allow public addresses for dynamic remote MCP connections.",
                "type": "mcp_connection_error",
                "param": "integrations"
              }
            }
            """,
            reply.Body);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/mcp")]
    [InlineData("http://10.1.2.3/mcp")]
    [InlineData("http://172.20.0.1/mcp")]
    [InlineData("http://192.168.1.1/mcp")]
    [InlineData("http://169.254.169.254/mcp")]
    [InlineData("http://[::1]/mcp")]
    [InlineData("http://[fd00::1]/mcp")]
    [InlineData("http://[::ffff:10.0.0.1]/mcp")]
    public async Task Chat_AnyNonPublicAddress_IsRefused(string url)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync($$"""
            {"model":"qwen/qwen3-8b","input":"Hi","integrations":[{"type":"ephemeral_mcp","server_label":"x","server_url":"{{url}}"}] }
            """);

        Assert.Contains("non-public address", (string?)reply.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_UnreachableServer_IsRefusedAndLoadsNothing()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        using Api api = new(lmStudio);

        // The emulator itself is a server that speaks no MCP.
        Api.Reply reply = await api.ChatAsync($$"""
            {
              "model": "qwen/qwen3-8b", "input": "Hi", "stream": true,
              "integrations": [ { "type": "ephemeral_mcp", "server_label": "x", "server_url": "{{lmStudio.Endpoint}}mcp" } ]
            }
            """);

        Assert.Equal(400, reply.Status);
        Assert.Equal("mcp_connection_error", (string?)reply.Json["error"]!["type"]);
        Assert.Equal(
            $"Unable to connect to remote MCP server 'x' at url '{lmStudio.Endpoint}mcp'. Please ensure the provided url is correct and the server is reachable.",
            (string?)reply.Json["error"]!["message"]);
        Assert.Empty(lmStudio.LoadedInstances);
    }

    [Fact]
    public async Task Chat_UnknownPlugin_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPluginCalls = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","integrations":["mcp/playwright"]}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Unable to get plugin tools for 'mcp/playwright'. Error: Cannot find plugin handle for plugin: mcp/playwright",
                "type": "plugin_connection_error",
                "param": "integrations"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Chat_PluginsNotPermitted_IsForbidden()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPluginCalls = false);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","integrations":["mcp/playwright"]}""");

        Assert.Equal(403, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Permission denied to use plugin 'mcp/playwright'. Ensure that the server configuration allows plugin usage and, if using an API token, it has the necessary permissions.",
                "type": "invalid_request",
                "param": "integrations",
                "code": null
              }
            }
            """,
            reply.Body);
    }

    private static Task<LmStudioEmulator> StartWithPluginAsync() => LmStudioEmulator.StartAsync(static options =>
    {
        options.AllowPluginCalls = true;
        options.Plugins.Add(new("mcp/tools", Weather, Dice));
    });

    private static void AssertJson(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
