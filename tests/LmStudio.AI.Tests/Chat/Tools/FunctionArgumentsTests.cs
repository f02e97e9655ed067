using System.Text.Json;

namespace LmStudio.AI.Tests;

public class FunctionArgumentsTests
{
    // Every character that is escaped without need costs the model tokens.
    [Fact]
    public void ToText_Values_AreOnOneLineAndReadable()
    {
        string text = FunctionArguments.ToText(new Dictionary<string, object?> { ["title"] = "„Momo“ <1>", ["tags"] = new[] { "a", "b" }, ["author"] = null });

        Assert.Equal("""{"title":"„Momo“ <1>","tags":["a","b"],"author":null}""", text);
    }

    [Fact]
    public void ToText_NoArguments_IsEmptyObject() => Assert.Equal("{}", FunctionArguments.ToText(null));

    [Fact]
    public void ToElement_NoArguments_IsEmptyObject() => Assert.Equal("{}", FunctionArguments.ToElement(null).GetRawText());

    [Fact]
    public void Parse_Object_IsDictionary() => Assert.Equal("Momo", FunctionArguments.Parse("""{"title":"Momo"}""")!["title"]!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    public void Parse_Nothing_IsNull(string text) => Assert.Null(FunctionArguments.Parse(text));

    [Theory]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    public void Parse_SomethingElse_Throws(string text) => Assert.Throws<JsonException>(() => FunctionArguments.Parse(text));

    [Fact]
    public void ToText_ValuesWithoutJson_CostOnlyThemselves() => Assert.Equal(
        """{"limit":"NaN","file":"[MemoryStream]","none":null,"city":"Oslo"}""",
        FunctionArguments.ToText(new Dictionary<string, object?> { ["limit"] = double.NaN, ["file"] = new MemoryStream(), ["none"] = null, ["city"] = "Oslo" }));

    // Read as they are, they could be written neither to the server nor to where callers keep answers.
    [Theory]
    [InlineData("""{"a":"\ud83d","b":"\ud83d\ude00","c":"\\ud83d","\udc00":"x\uDC00"}""", """{"a":"�","b":"\uD83D\uDE00","c":"\\ud83d","�":"x�"}""")]
    public void Parse_HalfACharacter_IsReplaced(string text, string expected) => Assert.Equal(expected, FunctionArguments.ToText(FunctionArguments.Parse(text)));

    [Fact]
    public void ToText_HalfACharacter_IsReplaced() => Assert.Equal(
        """{"a":["�"]}""",
        FunctionArguments.ToText(new Dictionary<string, object?> { ["a"] = JsonElement.Parse("""["\ud83d"]""") }));
}
