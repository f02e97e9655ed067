using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class StructuredOutputConformanceTests
{
    private const string PersonSchema = """
        {
          "$schema":"https://json-schema.org/draft/2020-12/schema",
          "type":"object",
          "properties":{
            "fullName":{"type":["string","null"]},
            "age":{"type":"integer"},
            "homeTown":{"type":["string","null"]},
            "job":{"type":"string","enum":["Wombat","PopStar","Programmer","Unknown"]}
          },
          "required":["fullName","age","homeTown","job"]
        }
        """;

    private static readonly Person Jimbo = new("Jimbo Smith", 35, "Cardiff", Job.Programmer);

    public static TheoryData<LmStudioChatEndpoint> Endpoints => Conformance.SchemaEndpoints;

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfAnObject_SendsItsSchema(LmStudioChatEndpoint endpoint) =>
        await AssertAsync(endpoint, """{"fullName":"Jimbo Smith","age":35,"homeTown":"Cardiff","job":"Programmer"}""", Jimbo, PersonSchema);

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfAnArray_SendsItInAnObject(LmStudioChatEndpoint endpoint) => await AssertAsync<Person[]>(
        endpoint,
        """{"data":[{"fullName":"Jimbo Smith","age":35,"homeTown":"Cardiff","job":"Programmer"},{"fullName":"Josh","age":25,"homeTown":null,"job":"Unknown"}]}""",
        [Jimbo, new("Josh", 25, null, Job.Unknown)],
        """
        {
          "$schema":"https://json-schema.org/draft/2020-12/schema",
          "type":"object",
          "properties":{
            "data":{
              "$schema":"https://json-schema.org/draft/2020-12/schema",
              "type":"array",
              "items":{
                "type":"object",
                "properties":{
                  "fullName":{"type":["string","null"]},
                  "age":{"type":"integer"},
                  "homeTown":{"type":["string","null"]},
                  "job":{"type":"string","enum":["Wombat","PopStar","Programmer","Unknown"]}
                },
                "required":["fullName","age","homeTown","job"]
              }
            }
          },
          "additionalProperties":false,
          "required":["data"]
        }
        """);

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfAnInteger_IsParsed(LmStudioChatEndpoint endpoint) =>
        await AssertAsync(endpoint, """{"data":15}""", 15, Wrap("""{"type":"integer"}"""));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfAString_IsParsed(LmStudioChatEndpoint endpoint) =>
        await AssertAsync(endpoint, """{"data":"Jimbo Smith"}""", "Jimbo Smith", Wrap("""{"type":"string"}"""));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfTrue_IsParsed(LmStudioChatEndpoint endpoint) =>
        await AssertAsync(endpoint, """{"data":true}""", true, Wrap("""{"type":"boolean"}"""));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfFalse_IsParsed(LmStudioChatEndpoint endpoint) =>
        await AssertAsync(endpoint, """{"data":false}""", false, Wrap("""{"type":"boolean"}"""));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_OfAnEnum_SendsItsNames(LmStudioChatEndpoint endpoint) =>
        await AssertAsync(endpoint, """{"data":"PopStar"}""", Job.PopStar, Wrap("""{"type":"string","enum":["Wombat","PopStar","Programmer","Unknown"]}"""));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_WithFunctions_SendsSchemaAndFunctionsEachTime(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_person", new { id = 123 }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"fullName":"Jimbo Smith","age":35,"homeTown":"Cardiff","job":"Programmer"}"""));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().Build();
        AIFunction function = AIFunctionFactory.Create(static (int id) => id == 123 ? Jimbo : null, "get_person");

        ChatResponse<Person> response = await client.GetResponseAsync<Person>("Who is 123?", new ChatOptions { Tools = [function] });

        Assert.Equal(Jimbo, response.Result);
        IReadOnlyList<EmulatorRequest> requests = lmStudio.GetChats();
        Assert.Equal(2, requests.Count);
        Assert.All(requests, static request =>
        {
            Conformance.AssertEqual(JsonNode.Parse(PersonSchema), GetFormat(request)["schema"]);
            Assert.Equal(["get_person"], Conformance.GetFunctions(request).Keys);
        });
        Conformance.AssertEqual(
            JsonNode.Parse("""{"fullName":"Jimbo Smith","age":35,"homeTown":"Cardiff","job":"Programmer"}"""),
            JsonNode.Parse(Assert.Single(Conformance.GetFunctionResults(requests[1]))));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_NotNative_SendsTheSchemaAsTextAndAsksForAnyObject(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("""{"fullName":"Jimbo Smith","age":35,"homeTown":"Cardiff","job":"Programmer"}"""));
        List<ChatResponseFormat?> formats = [];
        using IChatClient client = lmStudio.CreateBuilder(endpoint)
            .ConfigureOptions(options => formats.Add(options.ResponseFormat))
            .Build();

        ChatResponse<Person> response = await client.GetResponseAsync<Person>("Who is Jimbo?", useJsonSchemaResponseFormat: false);

        Assert.Equal(Jimbo, response.Result);
        Assert.Null(Assert.IsType<ChatResponseFormatJson>(Assert.Single(formats)).Schema);
        EmulatorRequest request = Assert.Single(lmStudio.GetChats());

        // LM Studio refuses "json_object".
        Conformance.AssertEqual(JsonNode.Parse("""{"type":"object"}"""), GetFormat(request)["schema"]);
        Assert.Contains("JSON value conforming to the following schema", request.Body);
    }

    [Fact]
    public async Task GetResponse_PinnedToMessages_IsRefusedBeforeAnythingIsSent()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IChatClient client = lmStudio.CreateBuilder(LmStudioChatEndpoint.Messages).Build();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync<int>("How many?"));

        Assert.Contains("a JSON response format", exception.Message);
        Assert.Empty(lmStudio.GetChats());
    }

    private static async Task AssertAsync<T>(LmStudioChatEndpoint endpoint, string answer, T expected, string schema)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text(answer));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        ChatResponse<T> response = await client.GetResponseAsync<T>("Who is described here?");

        Assert.Equal(expected, response.Result);
        JsonObject format = GetFormat(Assert.Single(lmStudio.GetChats()));
        Conformance.AssertEqual(JsonNode.Parse(schema), format["schema"]);
        Assert.True((bool)format["strict"]!);
        Assert.Matches("^[A-Za-z0-9_-]{1,64}$", (string)format["name"]!);
    }

    private static string Wrap(string schema)
    {
        JsonObject wrapped = JsonNode.Parse("""
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{},"additionalProperties":false,"required":["data"]}
            """)!.AsObject();
        JsonObject data = JsonNode.Parse(schema)!.AsObject();
        data["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        wrapped["properties"]!["data"] = data;
        return wrapped.ToJsonString();
    }

    /// <summary>Gets the format with its name, strictness and schema, wherever the endpoint has it.</summary>
    private static JsonObject GetFormat(EmulatorRequest request)
    {
        JsonNode body = JsonNode.Parse(request.Body)!;
        JsonNode format = (body["response_format"] ?? body["text"]!["format"])!;
        Assert.Equal("json_schema", (string)format["type"]!);
        return (format["json_schema"] ?? format).AsObject();
    }

    private enum Job
    {
        Wombat,
        PopStar,
        Programmer,
        Unknown,
    }

    private sealed record Person(string? FullName, int Age, string? HomeTown, Job Job);
}
