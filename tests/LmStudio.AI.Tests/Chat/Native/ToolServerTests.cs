using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>The MCP server of calls that the answer names none for (docs/protocol.md, "MCP").</summary>
public class ToolServerTests
{
    private const string Failed = """{"output":[{"type":"invalid_tool_call","reason":"No city.","metadata":{"type":"invalid_arguments","tool_name":"get_weather"}}]}""";

    public static TheoryData<string[]?, string[]?, string?> AllowedTools => new()
    {
        { ["get_weather"], ["get_time"], "weather" },
        { null, ["get_time"], "weather" },
        { ["get_weather"], ["get_weather"], null },
        { null, null, null },
        { ["get_time"], ["get_date"], null },
    };

    [Theory]
    [MemberData(nameof(AllowedTools))]
    public async Task GetResponse_FailedCallWithoutProvider_IsOfTheOneServerThatAllowsTheTool(string[]? first, string[]? second, string? expected)
    {
        ChatResponse response = await EndpointChat.GetAsync(LmStudioChatEndpoint.Native, Failed, Options(first, second));

        Assert.Equal(expected, Assert.IsType<McpServerToolCallContent>(response.Messages[0].Contents[0]).ServerName);
    }

    [Fact]
    public async Task GetResponse_RawRequest_ItsServersCount()
    {
        ChatResponse response = await EndpointChat.GetAsync(
            LmStudioChatEndpoint.Native,
            Failed,
            new() { RawRepresentationFactory = static _ => new LmStudioChatRequest { Integrations = [LmStudioIntegration.Plugin("mcp/weather")] } });

        Assert.Equal("mcp/weather", Assert.IsType<McpServerToolCallContent>(response.Messages[0].Contents[0]).ServerName);
    }

    [Theory]
    [InlineData("""{"type":"tool_call.name","tool_name":"get_weather","provider_info":{"type":"ephemeral_mcp","server_label":"clock"}}""", "clock")]
    [InlineData("""{"type":"tool_call.start"}""", "weather")]
    public async Task GetStreamingResponse_FailedCallWithoutProvider_IsOfTheServerThatWasAnnouncedOrAllowsTheTool(string before, string expected)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(
            LmStudioChatEndpoint.Native,
            EndpointChat.Events(
                before,
                """{"type":"tool_call.failure","reason":"No city.","metadata":{"type":"invalid_arguments","tool_name":"get_weather"}}""",
                """{"type":"chat.end","result":{"output":[]}}"""),
            Options(["get_weather"], ["get_time"]));

        Assert.Null(failure);
        Assert.Equal(expected, updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>().Single().ServerName);
    }

    private static ChatOptions Options(string[]? first, string[]? second) => new()
    {
        Tools =
        [
            new HostedMcpServerTool("weather", new Uri("https://example.com/weather")) { AllowedTools = first },
            new HostedMcpServerTool("clock", new Uri("https://example.com/clock")) { AllowedTools = second },
        ],
    };
}
