using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public class ToolResultTests
{
    private static readonly DataContent Dot = new("data:image/png;base64,iVBORw0KGgo=");

    public static TheoryData<object?, string> Results => new()
    {
        { null, "" },
        { "say \"hi\"", "say \"hi\"" },
        { JsonElement.Parse("\"say \\\"hi\\\"\""), "say \"hi\"" },
        { JsonValue.Create("say"), "say" },
        { JsonElement.Parse("""{ "a": [1, "ü"] }"""), """{"a":[1,"ü"]}""" },
        { new JsonObject { ["a"] = 1 }, """{"a":1}""" },
        { 1.5, "1.5" },
        { true, "true" },
        { new Dictionary<string, object?> { ["a"] = null }, """{"a":null}""" },
        { new { Title = "Momo", Year = 1973 }, """{"title":"Momo","year":1973}""" },
        { new TextContent("Momo"), "Momo" },
        { new AIContent[] { new TextContent("Momo"), new TextContent(""), new TextContent("Ende") }, "Momo\nEnde" },
        { new List<AIContent> { new ErrorContent("Not found"), new UriContent("https://example.com/a.png", "image/png") }, "Error: Not found\nhttps://example.com/a.png" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void From_Result_IsText(object? result, string expected)
    {
        ToolResult actual = ToolResult.From(new FunctionResultContent("1", result));

        Assert.Equal(expected, actual.Text);
        Assert.Empty(actual.Images);
    }

    // A function that is declared to return an object, and a stored history, have the contents as JSON. Base64 is nothing for a model to read.
    [Theory]
    [InlineData("""{"$type":"data","uri":"data:image/png;base64,iVBORw0KGgo="}""", "", 1)]
    [InlineData("""[{"$type":"text","text":"See:"},{"$type":"data","uri":"data:image/png;base64,iVBORw0KGgo="}]""", "See:", 1)]
    [InlineData("""{"$type":"data","uri":"data:application/pdf;base64,JVBERg==","name":"a.pdf"}""", "[a.pdf, application/pdf]", 0)]
    [InlineData("""{"$type":"data","uri":"no data"}""", """{"$type":"data","uri":"no data"}""", 0)]
    [InlineData("""{"$type":"data","value":1}""", """{"$type":"data","value":1}""", 0)]
    [InlineData("""[{"$type":"data","uri":"data:image/png;base64,iVBORw0KGgo="},{"$type":"Book"}]""", """[{"$type":"data","uri":"data:image/png;base64,iVBORw0KGgo="},{"$type":"Book"}]""", 0)]
    [InlineData("""{"$type":"text","title":"Momo"}""", """{"$type":"text","title":"Momo"}""", 0)]
    [InlineData("[]", "[]", 0)]
    public void From_ContentsAsJson_AreContents(string json, string text, int images)
    {
        ToolResult actual = ToolResult.From(new FunctionResultContent("1", JsonElement.Parse(json)));

        Assert.Equal((text, images), (actual.Text, actual.Images.Count));
    }

    [Fact]
    public void From_ImageOfAStoredHistory_IsTheImage()
    {
        string stored = JsonSerializer.Serialize(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", Dot)]), AIJsonUtilities.DefaultOptions);
        ChatMessage loaded = JsonSerializer.Deserialize<ChatMessage>(stored, AIJsonUtilities.DefaultOptions)!;

        ToolResult actual = ToolResult.From((FunctionResultContent)loaded.Contents[0]);

        Assert.Equal(Dot.Uri, Assert.IsType<DataContent>(Assert.Single(actual.Images)).Uri);
    }

    // The function has run, and the history must not be stuck at what it gave.
    public static TheoryData<object, string> ResultsWithoutJson => new()
    {
        { double.NaN, "\"NaN\"" },
        { new Dictionary<string, object?> { ["a"] = float.PositiveInfinity }, """{"a":"Infinity"}""" },
        { new MemoryStream([1]), "\"[MemoryStream]\"" },
        { typeof(int), "\"System.Int32\"" },
        { (Func<int>)(static () => 1), "\"[Func\u00601]\"" },
        { CancellationToken.None, "\"[CancellationToken]\"" },
        { new Chain(), "{}" },
        { default(JsonElement), "\"\"" },
        { JsonElement.Parse("\"\\ud83d\""), "\ud83d" },
        { new byte[] { 1, 2 }, "\"AQI=\"" },
    };

    [Theory]
    [MemberData(nameof(ResultsWithoutJson), DisableDiscoveryEnumeration = true)]
    public void From_ResultThatHasNoJson_IsItsTextOrType(object result, string expected) =>
        Assert.Equal(expected, ToolResult.From(new FunctionResultContent("1", result)).Text);

    [Fact]
    public void From_ExceptionAlone_IsItsMessage()
    {
        ToolResult result = ToolResult.From(new FunctionResultContent("1", null) { Exception = new IOException("Disk full") });

        Assert.Equal("Error: Disk full", result.Text);
        Assert.True(result.IsError);
    }

    // One that was thrown cannot be written as JSON.
    [Fact]
    public void From_ExceptionAsResult_IsItsMessage()
    {
        IOException thrown = Assert.Throws<IOException>(static void () => throw new IOException("Disk full"));

        ToolResult result = ToolResult.From(new FunctionResultContent("1", thrown));

        Assert.Equal("Error: Disk full", result.Text);
        Assert.True(result.IsError);
    }

    // Who invoked the function decided how much of the exception the model may see.
    [Fact]
    public void From_ExceptionWithResult_IsResult()
    {
        ToolResult result = ToolResult.From(new FunctionResultContent("1", "Error: Function failed.") { Exception = new IOException("/secret") });

        Assert.Equal("Error: Function failed.", result.Text);
        Assert.True(result.IsError);
    }

    [Fact]
    public void From_Images_AreKeptApart()
    {
        ToolResult result = ToolResult.From(new FunctionResultContent("1", new AIContent[] { Dot, new TextContent("A dot."), Dot }));

        Assert.Equal("A dot.", result.Text);
        Assert.Equal(2, result.Images.Count);
        Assert.False(result.IsError);
    }

    public static TheoryData<AIContent, string> Files => new()
    {
        { new DataContent(new byte[] { 1 }, "audio/wav"), "[audio/wav]" },
        { new DataContent(new byte[] { 1 }, "application/pdf") { Name = "report.pdf" }, "[report.pdf, application/pdf]" },
        { new DataContent(new byte[] { 1 }, "text/csv"), "[text/csv]" },
        { new UriContent("data:text/csv;base64,AQ==", "text/csv"), "[text/csv]" },
        { new HostedFileContent("file_1"), "[file file_1]" },
        { new HostedFileContent("file_1") { Name = "a.pdf", MediaType = "application/pdf" }, "[file file_1, a.pdf, application/pdf]" },
        { new HostedVectorStoreContent("vs_1"), "[HostedVectorStoreContent]" },
    };

    // The function has run already: an exception would stick in the history.
    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void From_FileThatCannotBeShown_NamesIt(AIContent file, string expected)
    {
        Assert.Equal(expected, ToolResult.From(new FunctionResultContent("1", file)).Text);
        Assert.Equal("See:\n" + expected, ToolResult.From(new FunctionResultContent("1", new[] { new TextContent("See:"), file })).Text);
    }

    [Fact]
    public void From_McpResult_IsTextAndImages()
    {
        ToolResult result = ToolResult.From(new McpServerToolResultContent("1") { Outputs = [new TextContent("A dot."), Dot] });

        Assert.Equal("A dot.", result.Text);
        Assert.Same(Dot, Assert.Single(result.Images));
    }

    // It came from the server, in an answer that has to be good for the history of the next turn.
    [Fact]
    public void From_McpResultWithOtherData_NamesIt()
    {
        ToolResult result = ToolResult.From(new McpServerToolResultContent("1") { Outputs = [new TextContent("A bark."), new DataContent(new byte[] { 1 }, "audio/wav")] });

        Assert.Equal("A bark.\n[audio/wav]", result.Text);
    }

    [Fact]
    public void From_FailedMcpCall_IsError()
    {
        ToolResult result = ToolResult.From(new McpServerToolResultContent("1") { Outputs = [new ErrorContent("No such tool")] });

        Assert.Equal("Error: No such tool", result.Text);
        Assert.True(result.IsError);
    }

    private sealed class Chain
    {
        public Chain Next => this;
    }
}
