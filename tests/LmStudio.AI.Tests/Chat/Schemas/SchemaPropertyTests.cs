using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What holds for the schema that is sent, whatever the one that was declared.</summary>
public class SchemaPropertyTests
{
    private const int Schemas = 1000;

    private static readonly string[] References =
        ["#", "#/", "#/$defs/a", "#/$defs/b", "#/definitions/a", "#/definitions/c~1d", "#/properties/a", "#/properties/a/items", "#/properties/b/anyOf/1", "#/items/0", "#/none", "#anchor", "other.json", "https://example.com/s", ""];

    private static readonly string[] Patterns = ["^a$", @"^\d+$", "a", "^[a-z]{2}$", "^(?=a)$", "", "^", "^a{5000}$"];

    [Fact]
    public void Get_AnySchema_HasOnlyWhatCanBeCompiled()
    {
        for (int seed = 0; seed < Schemas; seed++)
        {
            JsonNode? schema = Create(new Random(seed), depth: 0);
            string declared = schema?.ToJsonString() ?? "null";
            try
            {
                JsonElement format = PortableSchema.Get(ChatResponseFormat.ForJsonSchema(JsonElement.Parse(declared)))!.Value;
                JsonElement parameters = PortableSchema.Get(AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse(declared)));

                Verify(format);
                Verify(parameters);
                Assert.Equal("object", parameters.GetProperty("type").GetString());
                Json.Equal(format.GetRawText(), PortableSchema.Get(ChatResponseFormat.ForJsonSchema(format))!.Value.GetRawText());
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, {declared}: {exception}");
            }
        }
    }

    private static void Verify(JsonElement root)
    {
        Visit(root);

        void Visit(JsonElement schema)
        {
            Assert.Equal(JsonValueKind.Object, schema.ValueKind);
            Assert.Contains(schema.EnumerateObject(), static member => member.Name is "type" or "$ref" or "anyOf" or "oneOf" or "allOf" or "const" or "enum" or "properties" or "items" or "prefixItems");
            foreach (JsonProperty member in schema.EnumerateObject())
            {
                switch (member.Name)
                {
                    case "$ref":
                        Assert.StartsWith("#/$defs/", member.Value.GetString(), StringComparison.Ordinal);
                        Assert.True(root.GetProperty("$defs").TryGetProperty(member.Value.GetString()![8..], out _), member.Value.GetString());
                        break;

                    case "pattern":
                        Assert.True(SchemaPattern.CanCompile(JsonValue.Create(member.Value.GetString())!));
                        break;

                    case "maxLength" or "minLength" or "maxItems" or "minItems":
                        Assert.InRange(member.Value.GetInt32(), 0, SchemaLimits.MostRepetitions);
                        break;

                    case "definitions":
                        Assert.Fail("No reference leads there.");
                        break;

                    case "properties" or "$defs" or "patternProperties":
                        foreach (JsonProperty named in member.Value.EnumerateObject())
                        {
                            Visit(named.Value);
                        }

                        break;

                    case "anyOf" or "allOf" or "oneOf" or "prefixItems":
                    case "items" when member.Value.ValueKind == JsonValueKind.Array:
                        foreach (JsonElement item in member.Value.EnumerateArray())
                        {
                            Visit(item);
                        }

                        break;

                    case "items" or "not" or "contains":
                    case "additionalProperties" when member.Value.ValueKind == JsonValueKind.Object:
                        Visit(member.Value);
                        break;
                }
            }
        }
    }

    private static JsonNode? Create(Random random, int depth)
    {
        if (random.Next(12) == 0)
        {
            return JsonValue.Create(random.Next(2) == 0);
        }

        JsonObject schema = [];
        for (int count = random.Next(depth > 3 ? 2 : 5); count > 0; count--)
        {
            (string key, JsonNode? value) = CreateMember(random, depth + 1);
            schema[key] = value;
        }

        return schema;
    }

    private static (string Key, JsonNode? Value) CreateMember(Random random, int depth) => random.Next(depth > 4 ? 9 : 20) switch
    {
        0 => ("$ref", Pick(random, References)),
        1 => ("pattern", Pick(random, Patterns)),
        2 => ("maxLength", random.Next(3000)),
        3 => ("minItems", random.Next(3000)),
        4 => ("description", Pick(random, ["Text", "Text.", ""])),
        5 => ("default", random.Next(2) == 0 ? null : 5),
        6 => ("type", random.Next(3) switch { 0 => new JsonArray("string"), 1 => new JsonArray(), _ => "object" }),
        7 => ("enum", new JsonArray("a", null, 5)),
        8 => ("required", new JsonArray("a")),
        9 or 10 or 11 => ("properties", CreateNamed(random, depth, ["a", "b", "c/d"])),
        12 or 13 => ("$defs", CreateNamed(random, depth, ["a", "b", "List<a>"])),
        14 => ("definitions", CreateNamed(random, depth, ["a", "c/d"])),
        15 => ("anyOf", CreateList(random, depth)),
        16 => ("allOf", CreateList(random, depth)),
        17 => ("items", random.Next(3) == 0 ? CreateList(random, depth) : Create(random, depth)),
        18 => ("additionalProperties", Create(random, depth)),
        _ => ("not", Create(random, depth)),
    };

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];

    private static JsonObject CreateNamed(Random random, int depth, string[] names)
    {
        JsonObject named = [];
        foreach (string name in names.Take(random.Next(names.Length + 1)))
        {
            named[name] = Create(random, depth);
        }

        return named;
    }

    private static JsonArray CreateList(Random random, int depth) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Create(random, depth))];
}
