using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Fuzz;

/// <summary>What must hold for the schemas of .NET types, as they are sent for functions and formats.</summary>
internal static class SchemaProperties
{
    private const string Foreign = """
        {"type":"object","properties":{"a":{"$ref":"#/definitions/a~1b"},"b":{"anyOf":[{"$ref":"#/$defs/c%20d"},{"type":"null"}],"default":null},"c":{"allOf":[{"$ref":"#/properties/a"},{"required":["x"]}]},
          "d":{"enum":[1,"a",null,true]},"e":{"const":{"x":1}},"f":{"not":{"type":"null"}},"g":{"if":{"type":"string"},"then":{"pattern":"\\d"}},"h":{"type":["string","null"],"pattern":"^[a-z]+$","maxLength":20},
          "i":{"type":"array","items":[{"type":"string"},true]},"j":{"patternProperties":{"^x":{"type":"string","format":"uuid"}}},"k":{"type":"array","items":{"$ref":"#"}}},"required":["a"],"additionalProperties":false,
          "definitions":{"a/b":{"type":"string","minLength":3}},"$defs":{"c d":{"oneOf":[{"type":"integer"},{"$ref":"#/$defs/e"}]},"e":{"type":"number","minimum":0}}}
        """;

    private static readonly Gen<Type> Leaves = Gen.OneOf(
        typeof(string), typeof(int), typeof(int?), typeof(double), typeof(decimal), typeof(bool), typeof(object), typeof(JsonElement), typeof(TimeSpan), typeof(Version), typeof(Uri), typeof(Guid),
        typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(DateTimeOffset), typeof(byte[]), typeof(char), typeof(DayOfWeek), typeof(Node), typeof(Annotated), typeof(TimeSpan?), typeof(Int128));

    private static readonly Gen<Type> Types = Gen.Select(Leaves, Leaves, Gen.Int[0, 7], static (first, second, shape) => shape switch
    {
        0 => first,
        1 => typeof(List<>).MakeGenericType(first),
        2 => typeof(Dictionary<,>).MakeGenericType(typeof(string), first),
        3 => typeof(Pair<,>).MakeGenericType(first, second),
        4 => typeof(Tree<>).MakeGenericType(first),
        5 => typeof(List<>).MakeGenericType(typeof(Pair<,>).MakeGenericType(first, typeof(Tree<>).MakeGenericType(second))),
        6 => typeof(Pair<,>).MakeGenericType(typeof(Node), typeof(Pair<,>).MakeGenericType(typeof(Node), first)),
        _ => first.MakeArrayType(),
    });

    public static IReadOnlyList<FuzzProperty> All { get; } =
    [
        FuzzProperty.Create(
            "all references of a broken schema resolve", JsonMutation.Any.Array[0, 3], static mutations => CompilableSchema.RequireReferences(Portable(mutations)), static mutations => Mutate(mutations)),
        FuzzProperty.Create("the schema of a .NET type can be compiled", Types, static type => CompilableSchema.Require(SchemaOf(type)), static type => $"{type}\n{SchemaOf(type)}"),
    ];

    private static string Mutate(JsonMutation[] mutations) => mutations.Aggregate(Foreign, static (json, mutation) => mutation.Apply(json));

    private static JsonElement Portable(JsonMutation[] mutations)
    {
        using JsonDocument schema = JsonDocument.Parse(Mutate(mutations));
        return PortableSchema.Get(AIFunctionFactory.CreateDeclaration("f", null, schema.RootElement.Clone()));
    }

    private static JsonElement SchemaOf(Type type) =>
        PortableSchema.Get(ChatResponseFormat.ForJsonSchema(AIJsonUtilities.CreateJsonSchema(type))) ?? throw new InvalidOperationException("There is no schema.");

    private sealed record Node(string Name, List<Node> Children);

    private sealed record Tree<T>(T Value, Tree<T>? Left, Tree<T>? Right);

    private sealed record Pair<T1, T2>([property: Description("The first.")] T1 First, T2? Second);

    private sealed record Annotated(
        [property: RegularExpression("\\S")] string Pattern,
        [property: StringLength(20000)] string Long,
        [property: MaxLength(5000)] int[] Many,
        [property: Range(0, 10)] int Small,
        [property: Description("Anything.")] object Value);
}
