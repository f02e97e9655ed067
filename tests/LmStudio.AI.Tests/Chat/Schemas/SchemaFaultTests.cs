using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Engines name neither the function nor the keyword that they cannot compile. The message does.</summary>
public class SchemaFaultTests
{
    private static readonly AIFunctionDeclaration[] Functions =
    [
        AIFunctionFactory.CreateDeclaration("get_time", null, JsonElement.Parse("""{"type":"object","properties":{}}""")),
        AIFunctionFactory.CreateDeclaration("find_code", null, JsonElement.Parse("""{"type":"object","properties":{"code":{"type":"string","pattern":"^[A-Z]+$"}}}""")),
    ];

    public static TheoryData<LmStudioChatEndpoint> Endpoints => [LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_PatternThatIsRefused_NamesFunctionAndKeyword(LmStudioChatEndpoint endpoint)
    {
        LmStudioException exception = await FailAsync(endpoint, """{"error":"Pattern must start with '^' and end with '$'"}""", new() { Tools = [.. Functions] });

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.EndsWith(
            "The engine cannot compile \"pattern\" at 'properties/code/pattern' of the function 'find_code'. Remove that from the schema, and describe it in a description instead.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task GetResponse_GrammarThatIsRefused_IsInvalidRequest(int status)
    {
        LmStudioException exception = await FailAsync(
            LmStudioChatEndpoint.ChatCompletions, """{"error":"Failed to initialize samplers: failed to parse grammar"}""", new() { Tools = [.. Functions] }, status);

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.Contains("\"pattern\" at 'properties/code/pattern' of the function 'find_code'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_FormatThatIsRefused_NamesTheResponseFormat()
    {
        LmStudioException exception = await FailAsync(
            LmStudioChatEndpoint.ChatCompletions,
            """{"error":"Unrecognized schema: {\"type\":\"odd\"}"}""",
            new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"odd"}}}""")) });

        Assert.Contains("The engine cannot compile the schema 'properties/a' of the response format.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_RawToolThatIsRefused_IsNamed()
    {
        LmStudioException exception = await FailAsync(
            LmStudioChatEndpoint.ChatCompletions,
            """{"error":"Error resolving ref #/$defs/a: a not in {}"}""",
            new() { RawRepresentationFactory = static _ => JsonNode.Parse("""{"tools":[{"type":"function","function":{"name":"raw","parameters":{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}}}}}]}""") });

        Assert.Contains("\"$ref\" at 'properties/a/$ref' of the function 'raw'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_GrammarThatIsRefusedForUnknownReasons_SaysSo()
    {
        LmStudioException exception = await FailAsync(LmStudioChatEndpoint.ChatCompletions, """{"error":"failed to parse grammar"}""", new() { Tools = [Functions[0]] });

        Assert.Contains("The engine cannot compile a schema of the request.", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<LmStudioException> FailAsync(LmStudioChatEndpoint endpoint, string body, ChatOptions options, int status = 400)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyRequest(Answer.Json(body, status));
        return await Assert.ThrowsAsync<LmStudioException>(() => Clients.CreateChat(handler, "m", new() { Endpoint = endpoint }).GetResponseAsync("Hi", options));
    }
}
