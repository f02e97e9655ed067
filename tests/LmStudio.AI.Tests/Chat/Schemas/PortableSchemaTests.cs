using System.Text.Json;
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
    [InlineData("""{"definitions":{"a":true},"anyOf":[true,{"not":true}]}""", $$$"""{"anyOf":[{{{Anything}}},{"not":{{{Anything}}},"type":["object","array","string","number","boolean","null"]}]}""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},true],"contains":true}""", $$$"""{"type":"array","prefixItems":[{"type":"string"},{{{Anything}}}],"contains":{{{Anything}}}}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"array","items":true}}""", $$$"""{"type":"object","additionalProperties":{"type":"array","items":{{{Anything}}}}}""")]
    [InlineData("true", Anything)]
    [InlineData("{}", Anything)]
    public void Get_SchemaTrue_NamesEveryType(string schema, string expected) => Verify(schema, expected);

    // The server wants it to be a boolean.
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":true}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[{"type":"string","maxLength":5},{"const":true}]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["integer","null"],"default":null},"b":{"enum":["x",null]}},"$schema":"https://json-schema.org/draft/2020-12/schema"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/Node.1"}},"$defs":{"Node.1":{"type":"string","pattern":"^[a-z]+$","minLength":1,"maxLength":1000}}}""")]
    [InlineData("""{"type":"string","description":"Gr\u00FC\u00DFe, it\u0027s"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":true}},"required":["a"],"const":true,"enum":[true,null]}""")]
    public void Get_AnythingElse_IsLeft(string schema) => Assert.Equal(schema, Rewrite(schema));

    [Fact]
    public void Get_DescriptionCutWithinACharacter_CanBeWritten() => Verify(
        """{"type":"string","description":"Smile \ud83d"}""", """{"type":"string","description":"Smile \ufffd"}""");

    // A choice of nothing has no grammar, and a reference to what nothing can match would lead nowhere.
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[false]},"b":{"type":"string","enum":[]},"c":{"oneOf":[],"description":"d"}}}""", $$$$"""{"type":"object","properties":{"a":{{{{Anything}}}},"b":{"type":"string"},"c":{"description":"d","type":["object","array","string","number","boolean","null"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/Never"}},"$defs":{"Never":false}}""", $$$"""{"type":"object","properties":{"a":{"$ref":"#/$defs/Never"}},"$defs":{"Never":{{{Anything}}}}}""")]
    public void Get_ChoiceOfNothing_NamesEveryType(string schema, string expected) => Verify(schema, expected);

    [Fact]
    public async Task GetResponse_DeeplyNestedParameters_AreSent()
    {
        string schema = string.Concat(Enumerable.Repeat("{\"type\":\"object\",\"properties\":{\"x\":", 100)) + "{\"type\":\"string\"}" + new string('}', 200);
        using JsonDocument deep = JsonDocument.Parse(schema, new() { MaxDepth = 300 });
        ChatOptions options = new() { Tools = [AIFunctionFactory.CreateDeclaration("store", null, deep.RootElement)] };

        foreach (LmStudioChatEndpoint endpoint in new[] { LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages })
        {
            LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => EndpointChat.GetAsync(endpoint, """{"error":"sent"}""", options));
            Assert.Contains("sent", exception.Message);
        }
    }

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

    // docs/protocol-schemas.md: tools of MCP servers that take nothing often say no more than their type.
    [Theory]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"string"}},"type":"object"}""")]
    public void Get_ParametersWithoutTypeOrProperties_GetThem(string schema, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(PortableSchema.Get(AIFunctionFactory.CreateDeclaration("store", null, JsonElement.Parse(schema)))));

    [Fact]
    public void Get_NoSchema_IsNull() => Assert.Null(PortableSchema.Get(ChatResponseFormat.Json));

    // docs/protocol-schemas.md: "Unrecognized schema" for what only describes.
    [Theory]
    [InlineData("""{"description":"any"}""", """{"description":"any","type":["object","array","string","number","boolean","null"]}""")]
    [InlineData("""{"default":null}""", """{"default":null,"type":["object","array","string","number","boolean","null"]}""")]
    [InlineData("""{"minLength":1}""", """{"minLength":1,"type":"string"}""")]
    [InlineData("""{"required":["a"]}""", """{"required":["a"],"type":"object"}""")]
    [InlineData("""{"uniqueItems":true}""", """{"uniqueItems":true,"type":"array"}""")]
    [InlineData("""{"minimum":1}""", """{"minimum":1,"type":"number"}""")]
    [InlineData("""{"type":["string"]}""", """{"type":"string"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"title":"A"}}}""", """{"type":"object","properties":{"a":{"title":"A","type":["object","array","string","number","boolean","null"]}}}""")]
    [InlineData("""{"type":"object","additionalProperties":{}}""", """{"type":"object","additionalProperties":true}""")]
    public void Get_SchemaWithoutType_GetsOne(string schema, string expected) => Verify(schema, expected);

    // Nothing matches it, and it is as unrecognized as "true".
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":false,"b":{"type":"string"}}}""", """{"type":"object","properties":{"b":{"type":"string"}}}""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}],"items":false}""", """{"type":"array","prefixItems":[{"type":"string"}]}""")]
    [InlineData("""{"anyOf":[false,{"type":"string"}]}""", """{"anyOf":[{"type":"string"}]}""")]
    public void Get_SchemaFalse_IsLeftOut(string schema, string expected) => Verify(schema, expected);

    [Theory]
    [InlineData("""{"type":"string","pattern":"\\S"}""", """{"type":"string","description":"Matches the regular expression \\S"}""")]
    [InlineData("""{"type":"string","description":"The name","pattern":"^\\w+$"}""", """{"type":"string","description":"The name. Matches the regular expression ^\\w+$"}""")]
    [InlineData("""{"type":"string","description":"A title.","maxLength":20000,"minLength":1}""", """{"type":"string","description":"A title. Has at most 20000 characters.","minLength":1}""")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1001,"maxItems":5000}""", """{"type":"array","items":{"type":"string"},"description":"Has at least 1001 items. Has at most 5000 items."}""")]
    [InlineData("""{"pattern":"\\S"}""", """{"type":"string","description":"Matches the regular expression \\S"}""")]
    public void Get_LimitThatNoEngineCompiles_MovesToTheDescription(string schema, string expected) => Verify(schema, expected);

    [Fact]
    public void Get_ParameterOfTypeTimeSpan_TellsItsPatternInTheDescription()
    {
        AIFunction function = AIFunctionFactory.Create(static (TimeSpan after) => after, "wait");

        Json.Equal(
            """{"type":"object","properties":{"after":{"$comment":"Represents a System.TimeSpan value.","type":"string","description":"Matches the regular expression ^-?(\\d+\\.)?\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?$"}},"required":["after"]}""",
            PortableSchema.Get(function).GetRawText());
    }

    [Fact]
    public void Get_SameFunction_IsRewrittenOnce()
    {
        CountingFunction function = new();

        _ = PortableSchema.Get(function);
        _ = PortableSchema.Get(function);

        Assert.Equal(1, function.Reads);
    }

    private static void Verify(string schema, string expected) => Json.Equal(expected, Rewrite(schema));

    private static string Rewrite(string schema) =>
        PortableSchema.Get(ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)))!.Value.GetRawText();

    private sealed class CountingFunction : AIFunctionDeclaration
    {
        public int Reads { get; private set; }

        public override string Name => "count";

        public override JsonElement JsonSchema
        {
            get
            {
                Reads++;
                return JsonElement.Parse("{}");
            }
        }
    }
}
