using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How MCP servers are sent to <c>/v1/responses</c>, and that their headers stay secret (docs/protocol.md, "POST /v1/responses").</summary>
public class ResponsesMcpRequestTests
{
    private static readonly Uri Address = new("https://atlas.test/mcp");

    [Fact]
    public Task GetResponse_ServerWithAddress_IsMcpTool() => VerifyAsync(
        """[{"type":"mcp","server_label":"atlas","server_url":"https://atlas.test/mcp","allowed_tools":["find_river"],"headers":{"Authorization":"Bearer s3cret-token"}}]""",
        new HostedMcpServerTool("atlas", Address) { AllowedTools = ["find_river"], Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer s3cret-token" } });

    [Fact]
    public Task GetResponse_ServerWithoutMore_SendsNoMore() => VerifyAsync(
        """[{"type":"mcp","server_label":"atlas","server_url":"https://atlas.test/mcp"}]""",
        new HostedMcpServerTool("atlas", Address));

    // The label of a server of mcp.json is its id without "mcp/".
    [Theory]
    [InlineData("mcp/files")]
    [InlineData("files")]
    public Task GetResponse_Plugin_IsMcpToolByLabel(string id) => VerifyAsync(
        """[{"type":"mcp","server_label":"files","allowed_tools":["list"]}]""",
        new HostedMcpServerTool("any", id) { AllowedTools = ["list"] });

    [Fact]
    public async Task GetResponse_NoAllowedTool_OmitsServer()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Json(ResponsesChat.AnyAnswer));

        _ = await ResponsesChat.CreateClient(handler).GetResponseAsync("Hi", new() { Tools = [new HostedMcpServerTool("atlas", Address) { AllowedTools = [] }], ToolMode = ChatToolMode.RequireAny });

        Assert.DoesNotContain("tool", handler.Bodies.Single());
    }

    [Fact]
    public Task GetResponse_ApprovalForSomeTools_OffersTheOthers() => VerifyAsync(
        """[{"type":"mcp","server_label":"atlas","server_url":"https://atlas.test/mcp","allowed_tools":["find_river"]}]""",
        new HostedMcpServerTool("atlas", Address)
        {
            ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["delete_river"], ["find_river"]),
        });

    [Fact]
    public async Task GetResponse_ApprovalForAllTools_ThrowsBeforeSending()
    {
        using VerbatimHttpHandler handler = new();
        HostedMcpServerTool tool = new("atlas", Address) { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire };

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => ResponsesChat.CreateClient(handler).GetResponseAsync("Hi", new() { Tools = [tool] }));
    }

    [Fact]
    public async Task GetResponse_ErrorEchoesHeaders_HidesThem()
    {
        HostedMcpServerTool tool = new("atlas", Address) { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer s3cret-token" } };

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.GetAsync(
            """{"error":{"message":"Cannot connect with 's3cret-token'.","type":"invalid_request_error","param":"tools","code":null}}""", new() { Tools = [tool] }, status: 400));

        Assert.DoesNotContain("s3cret", exception.ToString());
    }

    [Fact]
    public async Task GetResponse_ErrorEchoesHeadersOfRawRequest_HidesThem()
    {
        ChatOptions options = new()
        {
            RawRepresentationFactory = static _ => JsonNode.Parse("""{"tools":[{"type":"mcp","server_label":"atlas","headers":{"x-key":"s3cret-token"}},{"type":"function"},7]}"""),
        };

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.GetAsync("""{"error":"No access with s3cret-token."}""", options, status: 400));

        Assert.DoesNotContain("s3cret", exception.ToString());
    }

    private static Task VerifyAsync(string expectedTools, HostedMcpServerTool tool) => ResponsesChat.VerifyRequestAsync(
        $$"""{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],"tools":{{expectedTools}}}""",
        [new(ChatRole.User, "Hi")],
        new() { Tools = [tool] });
}
