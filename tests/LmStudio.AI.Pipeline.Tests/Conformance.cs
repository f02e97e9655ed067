using System.Text.Json;
using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>What the conformance tests share: which ways there are through the connector, and what of a request came to the server.</summary>
internal static class Conformance
{
    public const string Model = "openai/gpt-oss-20b";

    /// <summary>The endpoint that a request finds by itself, and each one that takes function tools and a history.</summary>
    public static TheoryData<LmStudioChatEndpoint> Endpoints { get; } =
        [LmStudioChatEndpoint.Auto, LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages];

    /// <summary>The same, without the one that takes no JSON schema.</summary>
    public static TheoryData<LmStudioChatEndpoint> SchemaEndpoints { get; } =
        [LmStudioChatEndpoint.Auto, LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses];

    /// <summary>Each of <see cref="Endpoints"/>, whole and streamed.</summary>
    public static TheoryData<LmStudioChatEndpoint, bool> EndpointsAndModes
    {
        get
        {
            TheoryData<LmStudioChatEndpoint, bool> data = [];
            foreach (LmStudioChatEndpoint endpoint in new[] { LmStudioChatEndpoint.Auto, LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages })
            {
                data.Add(endpoint, false);
                data.Add(endpoint, true);
            }

            return data;
        }
    }

    /// <summary>Starts a server whose models take no time to load: hundreds of tests wait for it.</summary>
    public static Task<LmStudioEmulator> StartAsync() => LmStudioEmulator.StartAsync(static options => options.ModelLoadDuration = TimeSpan.Zero);

    public static ChatClientBuilder CreateBuilder(this LmStudioEmulator lmStudio, LmStudioChatEndpoint endpoint = LmStudioChatEndpoint.Auto, string model = Model) =>
        new LmStudioClient(lmStudio.Endpoint).AsIChatClient(model, new LmStudioChatClientOptions { Endpoint = endpoint }).AsBuilder();

    public static Task<ChatResponse> AskAsync(this IChatClient client, bool streaming, IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        streaming ? client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : client.GetResponseAsync(messages, options);

    public static Task<ChatResponse> AskAsync(this IChatClient client, bool streaming, string message, ChatOptions? options = null) =>
        client.AskAsync(streaming, [new ChatMessage(ChatRole.User, message)], options);

    /// <summary>Gets the requests for answers, without those that ask what models there are.</summary>
    public static IReadOnlyList<EmulatorRequest> GetChats(this LmStudioEmulator lmStudio) =>
        [.. lmStudio.Requests.Where(static request => request.Method == "POST")];

    /// <summary>Asserts that a body has these properties with exactly these values, whatever the order; an expected null means that there is no such property.</summary>
    public static void AssertSent(EmulatorRequest request, string expected)
    {
        JsonObject actual = JsonNode.Parse(request.Body)!.AsObject();
        foreach (KeyValuePair<string, JsonNode?> property in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.True(actual.ContainsKey(property.Key) == (property.Value is not null), $"Expected: {property}\nActual:   {request.Body}");
            AssertEqual(property.Value, actual[property.Key]);
        }
    }

    public static void AssertEqual(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected: {expected?.ToJsonString()}\nActual:   {actual?.ToJsonString()}");

    /// <summary>Gets the names and the schemas of the functions that a request brought along, wherever the endpoint has them.</summary>
    public static IReadOnlyDictionary<string, JsonObject> GetFunctions(EmulatorRequest request)
    {
        JsonArray tools = JsonNode.Parse(request.Body)!["tools"]!.AsArray();
        return tools.Select(tool => request.Path == "/v1/chat/completions" ? tool!["function"]! : tool!).ToDictionary(
            static function => (string)function["name"]!,
            static function => (function["parameters"] ?? function["input_schema"])!.AsObject());
    }

    /// <summary>Gets the texts of the results of functions in a request, wherever the endpoint has them.</summary>
    public static IReadOnlyList<string> GetFunctionResults(EmulatorRequest request)
    {
        using JsonDocument body = JsonDocument.Parse(request.Body);
        return request.Path switch
        {
            "/v1/chat/completions" => [.. body.RootElement.GetProperty("messages").EnumerateArray()
                .Where(static message => message.GetProperty("role").ValueEquals("tool"))
                .Select(static message => message.GetProperty("content").GetString()!)],
            "/v1/responses" => [.. body.RootElement.GetProperty("input").EnumerateArray()
                .Where(static item => item.GetProperty("type").ValueEquals("function_call_output"))
                .Select(static item => item.GetProperty("output").GetString()!)],
            _ => [.. body.RootElement.GetProperty("messages").EnumerateArray()
                .Select(static message => message.GetProperty("content"))
                .Where(static content => content.ValueKind == JsonValueKind.Array)
                .SelectMany(static content => content.EnumerateArray())
                .Where(static block => block.GetProperty("type").ValueEquals("tool_result"))
                .Select(static block => block.GetProperty("content").ToString())],
        };
    }
}
