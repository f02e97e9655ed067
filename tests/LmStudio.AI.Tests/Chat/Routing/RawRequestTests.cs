using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public sealed class RawRequestTests
{
    private const string Completion = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok","reasoning_content":"","tool_calls":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2},"stats":{},"system_fingerprint":"m"}
        """;

    [Fact]
    public async Task GetResponse_JsonObject_GoesWhereItCanBeLaidOverTheBody()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /v1/chat/completions",
            """{"model":"m","messages":[{"role":"user","content":"Hi"}],"ttl":60}""",
            Answer.Json(Completion));

        ChatResponse response = await Clients.Create(handler).AsIChatClient("m").GetResponseAsync("Hi", Raw(new JsonObject { ["ttl"] = 60 }));

        Assert.Equal("/v1/chat/completions", response.EndpointPath);
        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_JsonObjectWithAModel_AsksThatModel()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /v1/chat/completions",
            """{"messages":[{"role":"user","content":"Hi"}],"model":"other"}""",
            Answer.Json(Completion));

        _ = await Clients.Create(handler).AsIChatClient(model: null).GetResponseAsync("Hi", Raw(new JsonObject { ["model"] = "other" }));

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_JsonObjectWithAPreviousResponse_ContinuesItWithoutTheInstructions()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Json(
            """{"id":"resp_2","object":"response","status":"completed","model":"m","output":[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"ok","annotations":[]}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}"""));
        ChatOptions options = Raw(new JsonObject { ["previous_response_id"] = "resp_1" });
        options.Instructions = "Be brief.";

        _ = await Clients.Create(handler).AsIChatClient("m").GetResponseAsync("Hi", options);

        JsonObject body = JsonNode.Parse(handler.Bodies.Single())!.AsObject();
        Assert.Equal("resp_1", (string?)body["previous_response_id"]);
        Assert.False(body.ContainsKey("instructions"));
    }

    [Fact]
    public async Task GetResponse_JsonObjectForThePinnedNativeEndpoint_SaysThatItCannotBeLaidOver()
    {
        using VerbatimHttpHandler handler = new();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => Clients.CreateChat(handler).GetResponseAsync("Hi", Raw(new JsonObject())));

        Assert.Contains("a raw JsonObject (/v1/chat/completions, /v1/responses, /v1/messages)", exception.Message);
    }

    private static ChatOptions Raw(JsonObject body) => new() { RawRepresentationFactory = _ => body };
}
