using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public class JsonFormatTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"array"}""");

    [Fact]
    public void From_Text_IsNull()
    {
        Assert.Null(JsonFormat.From(null));
        Assert.Null(JsonFormat.From(new ChatOptions()));
        Assert.Null(JsonFormat.From(new ChatOptions { ResponseFormat = ChatResponseFormat.Text }));
    }

    [Fact]
    public void From_Json_IsAnyObject()
    {
        JsonFormat format = JsonFormat.From(new ChatOptions { ResponseFormat = ChatResponseFormat.Json })!;

        Assert.Equal("""{"type":"object"}""", format.Schema.GetRawText());
        Assert.Equal("response", format.Name);
        Assert.True(format.Strict);
    }

    [Theory]
    [InlineData(null, "response")]
    [InlineData("", "response")]
    [InlineData("Book-2_x", "Book-2_x")]
    [InlineData("List`1[Bücher]", "List_1_B_cher_")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggg", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg")]
    public void From_SchemaName_HasOnlyWhatNamesMayHave(string? name, string expected) =>
        Assert.Equal(expected, JsonFormat.From(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, name) })!.Name);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void From_StrictInAdditionalProperties_IsTaken(string json, bool expected)
    {
        ChatOptions options = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema), AdditionalProperties = new() { ["strict"] = JsonElement.Parse(json) } };

        Assert.Equal(expected, JsonFormat.From(options)!.Strict);
    }
}
