using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Tools that the server really calls (docs/protocol.md, "MCP").</summary>
public class McpConversationTests
{
    private static readonly AIFunction Add = AIFunctionFactory.Create(static (int a, int b) => a + b, "add");
    private static readonly AIFunction Forget = AIFunctionFactory.Create(static () => "gone", "forget");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_RemoteServer_CallsItWithHeaders(bool stream)
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([Add, Forget]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("A sum."), EmulatorStep.CallTool("sums", "add", new { a = 2, b = 3 }), EmulatorStep.Text("Five."));
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        ChatOptions options = new()
        {
            Tools = [new HostedMcpServerTool("sums", mcp.Endpoint) { AllowedTools = ["add"], Headers = new Dictionary<string, string> { ["X-Team"] = "seven" } }],
        };

        ChatResponse response = stream ? await client.GetStreamingResponseAsync("2+3?", options).ToChatResponseAsync() : await client.GetResponseAsync("2+3?", options);

        IList<AIContent> contents = Assert.Single(response.Messages).Contents;
        Assert.Equal("A sum.", Assert.IsType<TextReasoningContent>(contents[0]).Text);
        McpServerToolCallContent call = Assert.IsType<McpServerToolCallContent>(contents[1]);
        Assert.Equal(("add", "sums", "3"), (call.Name, call.ServerName, call.Arguments!["b"]!.ToString()));
        McpServerToolResultContent result = Assert.IsType<McpServerToolResultContent>(contents[2]);
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal("5", Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text);
        Assert.Equal("Five.", Assert.IsType<TextContent>(contents[3]).Text);
        Assert.Contains(mcp.Requests, static request => request.Headers.TryGetValue("X-Team", out string? team) && team == "seven");
    }

    [Fact]
    public async Task GetResponse_Plugin_IsCalledByItsId()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/sums", Add));
        });
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/sums", "add", new { a = 2, b = 3 }), EmulatorStep.Text("Five."));
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        ChatResponse response = await client.GetResponseAsync("2+3?", new() { Tools = [new HostedMcpServerTool("sums", "mcp/sums")] });

        McpServerToolCallContent call = response.Messages[0].Contents.OfType<McpServerToolCallContent>().Single();
        Assert.Equal(("add", "mcp/sums"), (call.Name, call.ServerName));
        Assert.Equal("5", response.Messages[0].Contents.OfType<McpServerToolResultContent>().Single().Outputs!.Single().ToString());
    }

    [Fact]
    public async Task GetResponse_ApprovalRequiredForSome_OffersOnlyTheOthers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/sums", Add, Forget));
        });
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/sums", "forget"), EmulatorStep.Text("I may not."));
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        HostedMcpServerTool tool = new("sums", "mcp/sums") { ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["forget"], ["add"]) };

        ChatResponse response = await client.GetResponseAsync("Forget it", new() { Tools = [tool] });

        McpServerToolResultContent result = response.Messages[0].Contents.OfType<McpServerToolResultContent>().Single();
        Assert.Equal("invalid_name", Assert.IsType<ErrorContent>(Assert.Single(result.Outputs!)).ErrorCode);
        Assert.Equal("I may not.", response.Text);
    }

    [Fact]
    public async Task GetResponse_ApprovalAlwaysRequired_AsksNothing()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/sums", Add));
        });
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        HostedMcpServerTool tool = new("sums", "mcp/sums") { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire };

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync("2+3?", new() { Tools = [tool] }));

        Assert.Empty(lmStudio.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyChat_PluginsNotAllowed_IsForbidden(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.Plugins.Add(new EmulatorPlugin("mcp/sums", Add));
        });
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        ChatOptions chatOptions = new() { Tools = [new HostedMcpServerTool("sums", "mcp/sums")] };

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            stream ? client.GetStreamingResponseAsync("2+3?", chatOptions).ToChatResponseAsync() : client.GetResponseAsync("2+3?", chatOptions));

        Assert.Equal((LmStudioErrorKind.Forbidden, 403, "integrations"), (exception.Kind, (int?)exception.StatusCode, exception.Param));
    }

    [Fact]
    public async Task GetResponse_UnknownPlugin_IsMcpServer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPluginCalls = true);
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi", new() { Tools = [new HostedMcpServerTool("x", "mcp/nothing")] }));

        Assert.Equal((LmStudioErrorKind.McpServer, "plugin_connection_error"), (exception.Kind, exception.ErrorType));
    }

    [Fact]
    public async Task GetResponse_PrivateAddress_IsMcpServerWithHint()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi", new() { Tools = [new HostedMcpServerTool("x", "http://127.0.0.1:9/mcp")] }));

        Assert.Equal(LmStudioErrorKind.McpServer, exception.Kind);
        Assert.Contains("add a local server to its mcp.json", exception.Message);
    }
}
