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
    [InlineData("""{"$defs":{"a":{"properties":{"b":true},"type":"object"}},"$ref":"#/$defs/a"}""", $$$"""{"$defs":{"a":{"properties":{"b":{{{Anything}}}},"type":"object"}},"$ref":"#/$defs/a"}""")]
    [InlineData("""{"definitions":{"a":true},"anyOf":[true,{"not":true}]}""", $$$"""{"definitions":{"a":{{{Anything}}}},"anyOf":[{{{Anything}}},{"not":{{{Anything}}}}]}""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},true],"contains":true}""", $$$"""{"type":"array","prefixItems":[{"type":"string"},{{{Anything}}}],"contains":{{{Anything}}}}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"array","items":true}}""", $$$"""{"type":"object","additionalProperties":{"type":"array","items":{{{Anything}}}}}""")]
    [InlineData("true", Anything)]
    public void Get_SchemaTrue_NamesEveryType(string schema, string expected) => Verify(schema, expected);

    // The server wants it to be a boolean.
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":true}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    [InlineData("{}")]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[{"type":"string","maxLength":5},{"const":true}]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":true}},"required":["a"],"const":true,"enum":[true,null]}""")]
    public void Get_AnythingElse_IsLeft(string schema) => Verify(schema, schema);

    // Older drafts write tuples so, and generators of MCP servers' schemas still do.
    [Fact]
    public void Get_ArrayOfItems_IsReadItemByItem() => Verify(
        """{"type":"array","items":[{"type":"string"},true]}""",
        $$$"""{"type":"array","items":[{"type":"string"},{{{Anything}}}]}""");

    [Fact]
    public void Get_FunctionWithParameterOfAnyType_NamesEveryType()
    {
        AIFunctionDeclaration function = AIFunctionFactory.CreateDeclaration("store", null, JsonElement.Parse("""{"type":"object","properties":{"value":true}}"""));

        Assert.Equal($$$"""{"type":"object","properties":{"value":{{{Anything}}}}}""", JsonSerializer.Serialize(PortableSchema.Get(function)));
    }

    // protocol-chat-completions.md: tools of MCP servers that take nothing often say no more than their type.
    [Theory]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"string"}},"type":"object"}""")]
    public void Get_ParametersWithoutTypeOrProperties_GetThem(string schema, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(PortableSchema.Get(AIFunctionFactory.CreateDeclaration("store", null, JsonElement.Parse(schema)))));

    [Fact]
    public void Get_NoSchema_IsNull() => Assert.Null(PortableSchema.Get(ChatResponseFormat.Json));

    private static void Verify(string schema, string expected)
    {
        JsonElement actual = PortableSchema.Get(ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)))!.Value;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual.GetRawText())), actual.GetRawText());
    }
}
