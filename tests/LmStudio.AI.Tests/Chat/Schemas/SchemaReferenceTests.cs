using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>docs/protocol-schemas.md: a reference resolves only inside the schema, and "#" alone does not.</summary>
public class SchemaReferenceTests
{
    private const string Anything = """["object","array","string","number","boolean","null"]""";

    [Fact]
    public void Get_RecursiveRecord_RefersToItsDefinition()
    {
        ChatResponseFormatJson format = ChatResponseFormat.ForJsonSchema<Node>();

        Json.Equal(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/root"}}},"required":["name","children"],
             "$defs":{"root":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                "properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/root"}}},"required":["name","children"]}}}
            """,
            PortableSchema.Get(format)!.Value.GetRawText());
    }

    [Fact]
    public void Get_RecursiveParameter_RefersToItsDefinition()
    {
        AIFunction function = AIFunctionFactory.Create(static (Node tree) => tree.Name, "walk");

        Json.Equal(
            """
            {"type":"object","properties":{"tree":{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["name","children"]}},"required":["tree"],
             "$defs":{"tree":{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["name","children"]}}}
            """,
            PortableSchema.Get(function).GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/b"}},"definitions":{"b":{"type":"string"}}}""", """{"type":"object","properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"$ref":"#/properties/a"}}}""", """{"type":"object","properties":{"a":{"type":"string"},"b":{"$ref":"#/$defs/a"}},"$defs":{"a":{"type":"string"}}}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"$ref":"#/anyOf/0"}}]}""", """{"anyOf":[{"type":"string"},{"type":"array","items":{"$ref":"#/$defs/anyOf_0"}}],"$defs":{"anyOf_0":{"type":"string"}}}""")]
    [InlineData("""{"$defs":{"a":{"type":"string"},"List<a>":{"type":"array","items":{"$ref":"#/$defs/a"}}},"$ref":"#/$defs/List%3Ca%3E"}""", """{"$defs":{"a":{"type":"string"},"List_a_":{"type":"array","items":{"$ref":"#/$defs/a"}}},"$ref":"#/$defs/List_a_"}""")]
    [InlineData("""{"$defs":{"a":{"type":"string"}},"type":"object","properties":{"a":{"type":"object","properties":{"c":true}},"b":{"$ref":"#/properties/a/properties/c"},"d":{"$ref":"#/properties/a"}}}""",
        """{"$defs":{"a":{"type":"string"},"a_c":{"type":["object","array","string","number","boolean","null"]},"a_2":{"type":"object","properties":{"c":{"type":["object","array","string","number","boolean","null"]}}}},"type":"object","properties":{"a":{"type":"object","properties":{"c":{"type":["object","array","string","number","boolean","null"]}}},"b":{"$ref":"#/$defs/a_c"},"d":{"$ref":"#/$defs/a_2"}}}""")]
    public void Get_ReferenceToElsewhere_MovesToDefinitions(string schema, string expected) => Verify(schema, expected);

    [Theory]
    [InlineData("""{"$ref":"#/$defs/none"}""", $$"""{"type":{{Anything}}}""")]
    [InlineData("""{"$ref":"#"}""", $$"""{"type":{{Anything}}}""")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""", $$$"""{"$defs":{"a":{"type":{{{Anything}}}},"b":{"type":{{{Anything}}}}},"type":{{{Anything}}}}""")]
    [InlineData("""{"$ref":"#node","description":"A node"}""", $$"""{"description":"A node","type":{{Anything}}}""")]
    [InlineData("""{"$ref":"https://example.com/node.json","description":"A node"}""", $$"""{"description":"A node. As https://example.com/node.json defines it.","type":{{Anything}}}""")]
    public void Get_ReferenceThatLeadsNowhere_IsOfAnyType(string schema, string expected) => Verify(schema, expected);

    // The server wants parameters to say that they are an object.
    [Fact]
    public void Get_ParametersThatAreAReference_AreWhatItRefersTo()
    {
        AIFunctionDeclaration function = AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse(
            """{"$ref":"#/$defs/args","$defs":{"args":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}}"""));

        Json.Equal(
            """{"$defs":{"args":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}},"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""",
            PortableSchema.Get(function).GetRawText());
    }

    private static void Verify(string schema, string expected) =>
        Json.Equal(expected, PortableSchema.Get(ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)))!.Value.GetRawText());

    private sealed record Node(string Name, List<Node> Children);
}
