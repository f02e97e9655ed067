using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How MCP servers are sent to <c>/api/v1/chat</c> (docs/protocol.md, "MCP").</summary>
public class McpRequestTests
{
    private static readonly ChatMessage[] Hi = [new(ChatRole.User, "Hi")];

    [Fact]
    public async Task GetResponse_ServerWithAddress_IsEphemeral() =>
        Json.Equal(
            """
            {
                "model":"m",
                "input":"Hi",
                "integrations":[{
                    "type":"ephemeral_mcp",
                    "server_label":"huggingface",
                    "server_url":"https://huggingface.co/mcp",
                    "allowed_tools":["model_search","space_search"],
                    "headers":{"Authorization":"Bearer hf_abc","X-Team":"7"}
                }]
            }
            """,
            await SendAsync(new HostedMcpServerTool("huggingface", new Uri("https://huggingface.co/mcp"))
            {
                ServerDescription = "Not sent: there is no field for it.",
                AllowedTools = ["model_search", "space_search"],
                Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer hf_abc", ["X-Team"] = "7" },
            }));

    [Fact]
    public async Task GetResponse_ServerWithAddressOnly_HasNothingElse() =>
        Json.Equal(
            """{"model":"m","input":"Hi","integrations":[{"type":"ephemeral_mcp","server_label":"x","server_url":"http://mcp.example.org:8080/sse?v=1"}]}""",
            await SendAsync(new HostedMcpServerTool("x", "http://mcp.example.org:8080/sse?v=1") { Headers = new Dictionary<string, string>() }));

    [Theory]
    [InlineData("mcp/playwright")]
    [InlineData("mcp/my-server")]
    [InlineData("lmstudio/js-code-sandbox")]
    [InlineData("stdio:server")]
    public async Task GetResponse_AnyOtherAddress_IsPluginId(string id) =>
        Json.Equal(
            """{"model":"m","input":"Hi","integrations":[{"type":"plugin","id":"ID","allowed_tools":["open"]}]}""".Replace("ID", id),
            await SendAsync(new HostedMcpServerTool("files", id) { AllowedTools = ["open"] }));

    [Fact]
    public async Task GetResponse_PluginWithHeaders_ThrowsBeforeSending()
    {
        using VerbatimHttpHandler handler = new();
        HostedMcpServerTool tool = new("files", "mcp/files") { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer secret-1234" } };

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync(Hi, new() { Tools = [tool] }));

        Assert.Contains("mcp.json", exception.Message);
        Assert.DoesNotContain("secret", exception.Message);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task GetResponse_SeveralServers_AreSentInOrder() =>
        Json.Equal(
            """
            {"model":"m","input":"Hi","integrations":[
                {"type":"plugin","id":"mcp/a"},
                {"type":"ephemeral_mcp","server_label":"b","server_url":"https://b.example.org/"},
                {"type":"plugin","id":"mcp/c"}]}
            """,
            await SendAsync(new HostedMcpServerTool("a", "mcp/a"), new HostedMcpServerTool("b", "https://b.example.org/"), new HostedMcpServerTool("c", "mcp/c")));

    // protocol.md, "MCP": what an empty list means to the server is not known.
    [Fact]
    public async Task GetResponse_NoToolAllowed_SendsNoServer() =>
        Json.Equal("""{"model":"m","input":"Hi"}""", await SendAsync(new HostedMcpServerTool("x", "mcp/x") { AllowedTools = [] }));

    /// <summary>LM Studio calls tools without asking, so whatever needs an approval must not reach the model.</summary>
    public static TheoryData<HostedMcpServerToolApprovalMode?, string[]?, string[]?> Approvals => new()
    {
        // Nothing needs one.
        { null, null, null },
        { null, ["a"], ["a"] },
        { HostedMcpServerToolApprovalMode.NeverRequire, null, null },
        { HostedMcpServerToolApprovalMode.NeverRequire, ["a", "b"], ["a", "b"] },

        // Only what is named as needing none.
        { HostedMcpServerToolApprovalMode.RequireSpecific(null, ["a"]), null, ["a"] },
        { HostedMcpServerToolApprovalMode.RequireSpecific([], ["a", "b"]), null, ["a", "b"] },
        { HostedMcpServerToolApprovalMode.RequireSpecific(["c"], ["a"]), null, ["a"] },
        { HostedMcpServerToolApprovalMode.RequireSpecific(["a"], ["a", "b"]), null, ["b"] },
        { HostedMcpServerToolApprovalMode.RequireSpecific(null, ["a", "b"]), ["b", "c"], ["b"] },
    };

    [Theory]
    [MemberData(nameof(Approvals))]
    public async Task GetResponse_ApprovalMode_AllowsWhatNeedsNone(HostedMcpServerToolApprovalMode? mode, string[]? allowed, string[]? expected)
    {
        HostedMcpServerTool tool = new("x", "mcp/x") { ApprovalMode = mode, AllowedTools = allowed };

        string tools = expected is null ? "" : $",\"allowed_tools\":[{string.Join(',', expected.Select(static name => $"\"{name}\""))}]";
        Json.Equal($$"""{"model":"m","input":"Hi","integrations":[{"type":"plugin","id":"mcp/x"{{tools}}}]}""", await SendAsync(tool));
    }

    public static TheoryData<HostedMcpServerToolApprovalMode, string[]?> Refused => new()
    {
        { HostedMcpServerToolApprovalMode.AlwaysRequire, null },
        { HostedMcpServerToolApprovalMode.AlwaysRequire, ["a"] },
        { HostedMcpServerToolApprovalMode.AlwaysRequire, [] },
        { HostedMcpServerToolApprovalMode.RequireSpecific(null, null), null },
        { HostedMcpServerToolApprovalMode.RequireSpecific(["a"], null), null },
        { HostedMcpServerToolApprovalMode.RequireSpecific(["a"], []), null },
        { HostedMcpServerToolApprovalMode.RequireSpecific(["a"], ["a"]), null },
        { HostedMcpServerToolApprovalMode.RequireSpecific(null, ["a"]), ["b"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task GetResponse_ApprovalForAllThatIsLeft_ThrowsBeforeSending(HostedMcpServerToolApprovalMode mode, string[]? allowed)
    {
        using VerbatimHttpHandler handler = new();
        HostedMcpServerTool tool = new("bank", "https://bank.example.org/mcp") { ApprovalMode = mode, AllowedTools = allowed };

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync(Hi, new() { Tools = [tool] }));

        Assert.Contains("'bank' requires approval", exception.Message);
        Assert.Empty(handler.Requests);
    }

    private static Task<string> SendAsync(params AITool[] tools) => Clients.SendAsync(Hi, new() { Tools = tools });
}
