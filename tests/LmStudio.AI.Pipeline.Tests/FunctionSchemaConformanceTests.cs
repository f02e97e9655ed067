using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>The schemas of functions come to the server as they were declared, however odd they are.</summary>
public sealed class FunctionSchemaConformanceTests
{
    /// <summary>Schemas as MCP servers declare them.</summary>
    private static readonly string[] Declared =
    [
        """{"type":"object","properties":{},"additionalProperties":false,"$schema":"http://json-schema.org/draft-07/schema#"}""",
        """{"type":"object","properties":{"steps":{"type":"number","default":5,"description":"How many."}},"additionalProperties":false}""",
        """{"type":"object","properties":{"kind":{"type":"string","enum":["error","success"]},"image":{"type":"boolean","default":false}},"required":["kind"]}""",
        """{"type":"object","properties":{"id":{"type":"number","minimum":1,"maximum":100}},"required":["id"],"additionalProperties":false}""",
        """{"properties":{"line":{"type":["integer","null"]},"side":{"enum":["LEFT","RIGHT",null],"default":null}},"required":["line"],"type":"object"}""",
        """{"type":"object","properties":{"outer":{"type":"object","properties":{"inner":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}}}}}""",
        """{"type":"object","properties":{"labels":{"type":"object"}},"additionalProperties":{"type":"string"}}""",
        """{"type":"object","properties":{"node":{"$ref":"#/$defs/node"}},"$defs":{"node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}}}}}""",
        """{"type":"object","properties":{"mail":{"type":"string","format":"email","pattern":"^.+@.+$","maxLength":42},"list":{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}}}""",
    ];

    public static TheoryData<LmStudioChatEndpoint, bool> EndpointsAndStrictness => Conformance.EndpointsAndModes;

    [Theory]
    [MemberData(nameof(EndpointsAndStrictness))]
    public async Task Schemas_AsDeclared_ComeUnchanged(LmStudioChatEndpoint endpoint, bool strict)
    {
        AIFunction[] functions = [.. Declared.Select((schema, number) => new DeclaredFunction($"declared_{number}", schema, strict))];

        IReadOnlyDictionary<string, JsonObject> sent = await SendAsync(endpoint, functions, strict);

        Assert.Equal(Declared.Length, sent.Count);
        for (int i = 0; i < Declared.Length; i++)
        {
            Conformance.AssertEqual(JsonNode.Parse(Declared[i]), sent[$"declared_{i}"]);
        }
    }

    [Theory]
    [MemberData(nameof(EndpointsAndStrictness))]
    public async Task Schemas_OfMethods_ComeUnchanged(LmStudioChatEndpoint endpoint, bool strict)
    {
        int number = 0;
        AIFunction[] functions =
        [
            Create(static (int? i) => i),
            Create(static (string? s) => s),
            Create(static (int? i = null) => i),
            Create(static (bool b) => b),
            Create(static (double d) => d),
            Create(static (decimal d) => d),
            Create(static (float f) => f),
            Create(static (long l) => l),
            Create(static (char c) => c),
            Create(static (DateTime d) => d),
            Create(static (DateTimeOffset? d) => d),
            Create(static (DateOnly d) => d),
            Create(static (TimeOnly t) => t),
            Create(static (Uri u) => u),
            Create(static (Guid g) => g),
            Create(static (List<int> l) => l),
            Create(static (int[] a, Annotated? o) => a),
            Create(static (string s = "str", int i = 42, BindingFlags e = BindingFlags.IgnoreCase, char c = 'x') => s),
            Create(static (string? s = "str", int? i = 42, BindingFlags? e = BindingFlags.IgnoreCase, char? c = 'x') => s),
        ];

        IReadOnlyDictionary<string, JsonObject> sent = await SendAsync(endpoint, functions, strict);

        Assert.All(functions, function => Conformance.AssertEqual(JsonNode.Parse(function.JsonSchema.GetRawText()), sent[function.Name]));
        Conformance.AssertEqual(JsonNode.Parse("""{"type":"object","properties":{"i":{"type":["integer","null"],"default":null}}}"""), sent["method_3"]);

        AIFunction Create(Delegate method) => AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = $"method_{++number}",
            AdditionalProperties = strict ? new Dictionary<string, object?> { ["strict"] = true } : null,
        });
    }

    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task Schemas_OfAnything_NameEveryType(LmStudioChatEndpoint endpoint)
    {
        // Declared as "true", which LM Studio's engines refuse. See PortableSchema.
        AIFunction function = AIFunctionFactory.Create(static (object any) => any, "take");

        IReadOnlyDictionary<string, JsonObject> sent = await SendAsync(endpoint, [function], strict: false);

        Conformance.AssertEqual(
            JsonNode.Parse("""{"type":"object","properties":{"any":{"type":["object","array","string","number","boolean","null"]}},"required":["any"]}"""),
            sent["take"]);
    }

    private static async Task<IReadOnlyDictionary<string, JsonObject>> SendAsync(LmStudioChatEndpoint endpoint, AIFunction[] functions, bool strict)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("The Eiffel Tower."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().Build();

        ChatResponse response = await client.GetResponseAsync("Which tower is the best known?", new() { MaxOutputTokens = 100, Tools = [.. functions] });

        Assert.Equal("The Eiffel Tower.", response.Text);
        EmulatorRequest request = Assert.Single(lmStudio.GetChats());

        // Of the formats of the endpoints, only this one has a field for it that LM Studio documents.
        JsonNode? sentStrict = JsonNode.Parse(request.Body)!["tools"]![0]!["strict"];
        Conformance.AssertEqual(strict && endpoint == LmStudioChatEndpoint.Responses ? JsonValue.Create(true) : null, sentStrict);
        return Conformance.GetFunctions(request);
    }

    private sealed class DeclaredFunction(string name, string schema, bool strict) : AIFunction
    {
        public override string Name => name;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            strict ? new Dictionary<string, object?> { ["strict"] = true } : new Dictionary<string, object?>();

        public override JsonElement JsonSchema { get; } = JsonElement.Parse(schema);

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>What validation attributes add to a schema.</summary>
    private sealed class Annotated
    {
        [DisplayName("A title")]
        [DeniedValues("abc", "default")]
        public string? Denied { get; set; }

        [AllowedValues("abc", "default")]
        public string Allowed { get; set; } = "default";

        [Range(25, 75)]
        public int Number { get; set; }

        [EmailAddress]
        public string? Email { get; set; }

        [RegularExpression("^[abc]$")]
        public string? Pattern { get; set; }

        [StringLength(42)]
        public string Short { get; set; } = "default";

        [Length(1, 2)]
        public int[]? OneOrTwo { get; set; }

        [MinLength(1)]
        public int[]? Some { get; set; }

        [MaxLength(10)]
        public int[]? Few { get; set; }
    }
}
