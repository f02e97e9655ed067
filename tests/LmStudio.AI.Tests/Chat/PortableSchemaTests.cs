using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public class PortableSchemaTests
{
    private const string Anything = """{"type":["object","array","string","number","boolean","null"]}""";

    // The engines refuse it with "Unrecognized schema: true".
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":true}}""", $$$"""{"type":"object","properties":{"a":{{{Anything}}}}}""")]
    [InlineData("""{"type":"array","items":true}""", $$$"""{"type":"array","items":{{{Anything}}}}""")]
    [InlineData("""{"type":"object","properties":{"additionalProperties":true}}""", $$$"""{"type":"object","properties":{"additionalProperties":{{{Anything}}}}}""")]
    public void Get_SchemaTrue_NamesEveryType(string schema, string expected) => Verify(schema, expected);

    // The server wants it to be a boolean.
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":true}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[{"type":"string","maxLength":5},{"const":true}]}}}""")]
    public void Get_AnythingElse_IsLeft(string schema) => Verify(schema, schema);

    [Fact]
    public void Get_FunctionWithParameterOfAnyType_NamesEveryType()
    {
        AIFunctionDeclaration function = AIFunctionFactory.CreateDeclaration("store", null, JsonElement.Parse("""{"type":"object","properties":{"value":true}}"""));

        Assert.Equal($$$"""{"type":"object","properties":{"value":{{{Anything}}}}}""", JsonSerializer.Serialize(PortableSchema.Get(function)));
    }

    [Fact]
    public void Get_NoSchema_IsNull() => Assert.Null(PortableSchema.Get(ChatResponseFormat.Json));

    private static void Verify(string schema, string expected)
    {
        JsonElement actual = PortableSchema.Get(ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)))!.Value;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual.GetRawText())), actual.GetRawText());
    }
}
