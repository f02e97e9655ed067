using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What the outputs of tool calls become (docs/protocol.md, "Chat response").</summary>
public class McpOutputParserTests
{
    [Fact]
    public void Parse_Texts_AreTextContents() =>
        Assert.Equal(["One", "Two"], McpOutputParser.Parse("""[{"type":"text","text":"One"},{"type":"text","text":"Two","annotations":{}}]""").Select(static content => Assert.IsType<TextContent>(content).Text));

    [Theory]
    [InlineData("image", "image/png")]
    [InlineData("audio", "audio/wav")]
    public void Parse_Binary_IsDataContent(string type, string mediaType)
    {
        DataContent data = Assert.IsType<DataContent>(Assert.Single(McpOutputParser.Parse($$"""[{"type":"{{type}}","data":"AQID","mimeType":"{{mediaType}}"}]""")));

        Assert.Equal(mediaType, data.MediaType);
        Assert.Equal([1, 2, 3], data.Data.ToArray());
    }

    [Fact]
    public void Parse_TextResource_IsTextWithAddress()
    {
        TextContent text = Assert.IsType<TextContent>(Assert.Single(McpOutputParser.Parse("""[{"type":"resource","resource":{"uri":"file:///a.md","mimeType":"text/markdown","text":"# A"}}]""")));

        Assert.Equal("# A", text.Text);
        Assert.Equal("file:///a.md", text.AdditionalProperties!["uri"]);
    }

    [Theory]
    [InlineData("""[{"type":"resource","resource":{"uri":"file:///a.bin","mimeType":"image/gif","blob":"AQID"}}]""", "image/gif")]
    [InlineData("""[{"type":"resource","resource":{"uri":"file:///a.bin","blob":"AQID"}}]""", "application/octet-stream")]
    public void Parse_BinaryResource_IsDataWithAddress(string output, string mediaType)
    {
        DataContent data = Assert.IsType<DataContent>(Assert.Single(McpOutputParser.Parse(output)));

        Assert.Equal(mediaType, data.MediaType);
        Assert.Equal("file:///a.bin", data.AdditionalProperties!["uri"]);
    }

    [Theory]
    [InlineData("""[{"type":"resource_link","uri":"https://example.org/a.pdf","name":"a","mimeType":"application/pdf"}]""", "application/pdf")]
    [InlineData("""[{"type":"resource_link","uri":"https://example.org/a.pdf","name":"a"}]""", "application/octet-stream")]
    public void Parse_ResourceLink_IsUriContent(string output, string mediaType)
    {
        UriContent link = Assert.IsType<UriContent>(Assert.Single(McpOutputParser.Parse(output)));

        Assert.Equal(("https://example.org/a.pdf", mediaType), (link.Uri.AbsoluteUri, link.MediaType));
    }

    [Fact]
    public void Parse_WholeResult_GivesItsContents() =>
        Assert.Equal("One", Assert.IsType<TextContent>(Assert.Single(McpOutputParser.Parse("""{"content":[{"type":"text","text":"One"}],"isError":false}"""))).Text);

    [Fact]
    public void Parse_ErrorResult_IsErrorContent() =>
        Assert.Equal("One\nTwo", Assert.IsType<ErrorContent>(Assert.Single(McpOutputParser.Parse("""{"content":[{"type":"text","text":"One"},{"type":"text","text":"Two"}],"isError":true}"""))).Message);

    /// <summary>Whatever is not MCP content stays as it is: nothing that a tool said gets lost.</summary>
    [Theory]
    [InlineData("It is 9 o'clock.")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("\"quoted\"")]
    [InlineData("[1,2]")]
    [InlineData("""[{"name":"a"}]""")]
    [InlineData("""[{"type":"text","text":"One"},5]""")]
    [InlineData("""{"temperature":21}""")]
    [InlineData("""{"content":"text"}""")]
    [InlineData("""[{"type":"text","text":"# cut off....}]""")]
    [InlineData("""[{"type":"text","text":"half an emoji \ud83d"}]""")]
    public void Parse_AnythingElse_IsText(string output) => Assert.Equal(output, Assert.IsType<TextContent>(Assert.Single(McpOutputParser.Parse(output))).Text);

    [Theory]
    [InlineData("""{"type":"image","data":"not base64!","mimeType":"image/png"}""")]
    [InlineData("""{"type":"image","data":"AQID","mimeType":"nonsense"}""")]
    [InlineData("""{"type":"image","data":"AQID"}""")]
    [InlineData("""{"type":"image"}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":"text","text":5}""")]
    [InlineData("""{"type":"resource"}""")]
    [InlineData("""{"type":"resource","resource":{"uri":"file:///a"}}""")]
    [InlineData("""{"type":"resource_link","uri":"nowhere"}""")]
    [InlineData("""{"type":"hologram","data":"AQID"}""")]
    public void Parse_BlockThatCannotBeRead_IsItsJson(string block)
    {
        IList<AIContent> contents = McpOutputParser.Parse($$"""[{"type":"text","text":"One"},{{block}}]""");

        Assert.Equal(["One", block], contents.Select(static content => Assert.IsType<TextContent>(content).Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    public void Parse_Nothing_IsEmpty(string? output) => Assert.Empty(McpOutputParser.Parse(output));

    // protocol.md, "Chat response": outputs are strings, but an array is understood as well.
    [Theory]
    [InlineData("""[{"type":"text","text":"One"}]""", "One")]
    [InlineData("""{"temperature":21}""", """{"temperature":21}""")]
    [InlineData("5", "5")]
    [InlineData("true", "true")]
    public async Task GetResponse_OutputThatIsNoString_IsRead(string output, string expected)
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[{"type":"tool_call","tool":"t","arguments":{},"output":OUTPUT}],"stats":{}}""".Replace("OUTPUT", output));

        Assert.Equal(expected, Assert.IsType<McpServerToolResultContent>(response.Messages[0].Contents[1]).Outputs!.Single().ToString());
    }

    [Fact]
    public async Task GetResponse_OutputNull_IsEmptyResult()
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[{"type":"tool_call","tool":"t","arguments":null,"output":null}],"stats":{}}""");

        Assert.Empty(Assert.IsType<McpServerToolResultContent>(response.Messages[0].Contents[1]).Outputs!);
        Assert.Null(Assert.IsType<McpServerToolCallContent>(response.Messages[0].Contents[0]).Arguments);
    }
}
