using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How messages are sent to <c>/v1/responses</c> (docs/protocol.md, "POST /v1/responses").</summary>
public class ResponsesMessageRequestTests
{
    private static readonly DataContent Image = new(new byte[] { 1, 2, 3 }, "image/png");

    [Fact]
    public Task GetResponse_UserText_IsInputText() => ResponsesChat.VerifyRequestAsync(
        """{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Where is Lisbon?"}]}]}""",
        [new(ChatRole.User, "Where is Lisbon?")]);

    [Fact]
    public Task GetResponse_TextAndImage_ArePartsOfOneMessage() => ResponsesChat.VerifyRequestAsync(
        """
        {"model":"m","input":[{"type":"message","role":"user","content":[
            {"type":"input_text","text":"What is this?"},
            {"type":"input_image","image_url":"data:image/png;base64,AQID"}]}]}
        """,
        [new(ChatRole.User, [new TextContent("What is this?"), Image])]);

    [Fact]
    public Task GetResponse_History_KeepsRolesAndOrder() => ResponsesChat.VerifyRequestAsync(
        """
        {"model":"m","input":[
            {"type":"message","role":"user","content":[{"type":"input_text","text":"One"}]},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Two"}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"Three"}]}]}
        """,
        [new(ChatRole.User, "One"), new(ChatRole.Assistant, "Two"), new(ChatRole.User, "Three")]);

    // protocol.md: a second system message breaks strict templates, so all of them go as instructions.
    [Fact]
    public Task GetResponse_SystemMessagesAndInstructions_AreInstructions() => ResponsesChat.VerifyRequestAsync(
        """{"model":"m","instructions":"Be kind.\nBe brief.","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""",
        [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi")],
        new() { Instructions = "Be kind." });

    [Fact]
    public Task GetResponse_ConversationId_ContinuesWithoutInstructions() => ResponsesChat.VerifyRequestAsync(
        """{"model":"m","previous_response_id":"resp_0","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""",
        [new(ChatRole.User, "Hi")],
        new() { ConversationId = "resp_0", Instructions = "Be kind." });

    [Fact]
    public Task GetResponse_CallsAndResults_AreItems() => ResponsesChat.VerifyRequestAsync(
        """
        {"model":"m","input":[
            {"type":"message","role":"user","content":[{"type":"input_text","text":"How is the tide?"}]},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Let me look."}]},
            {"type":"function_call","call_id":"call_1","name":"get_tide","arguments":"{\"port\":\"Saint-Malo\",\"days\":2}"},
            {"type":"function_call","call_id":"call_2","name":"get_time","arguments":"{}"},
            {"type":"function_call_output","call_id":"call_1","output":"rising"},
            {"type":"function_call_output","call_id":"call_2","output":"{\"hour\":7}"}]}
        """,
        [
            new(ChatRole.User, "How is the tide?"),
            new(ChatRole.Assistant,
            [
                new TextContent("Let me look."),
                new FunctionCallContent("call_1", "get_tide", new Dictionary<string, object?> { ["port"] = "Saint-Malo", ["days"] = 2 }),
                new FunctionCallContent("call_2", "get_time"),
            ]),
            new(ChatRole.Tool,
            [
                new FunctionResultContent("call_1", "rising"),
                new FunctionResultContent("call_2", JsonSerializer.SerializeToElement(new { hour = 7 })),
            ]),
        ]);

    [Fact]
    public Task GetResponse_ResultsOnConversation_AreSentAlone() => ResponsesChat.VerifyRequestAsync(
        """{"model":"m","previous_response_id":"resp_0","input":[{"type":"function_call_output","call_id":"call_1","output":"rising"}]}""",
        [new(ChatRole.Tool, [new FunctionResultContent("call_1", "rising")])],
        new() { ConversationId = "resp_0" });

    [Fact]
    public Task GetResponse_ResultsWithImages_SendsImagesAfterAllOutputs() => ResponsesChat.VerifyRequestAsync(
        """
        {"model":"m","input":[
            {"type":"function_call","call_id":"call_1","name":"draw","arguments":"{}"},
            {"type":"function_call","call_id":"call_2","name":"name","arguments":"{}"},
            {"type":"function_call_output","call_id":"call_1","output":"A boat"},
            {"type":"function_call_output","call_id":"call_2","output":"Aurora"},
            {"type":"message","role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AQID"}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"Which color?"}]}]}
        """,
        [
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "draw"), new FunctionCallContent("call_2", "name")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", new AIContent[] { new TextContent("A boat"), Image })]),
            new(ChatRole.Tool, [new FunctionResultContent("call_2", "Aurora")]),
            new(ChatRole.User, "Which color?"),
        ]);

    [Fact]
    public Task GetResponse_McpCallsOfEarlierAnswer_AreCallsWithOutputs() => ResponsesChat.VerifyRequestAsync(
        """
        {"model":"m","input":[
            {"type":"function_call","call_id":"mcp_1","name":"find_river","arguments":"{\"city\":\"Porto\"}"},
            {"type":"function_call_output","call_id":"mcp_1","output":"Douro"},
            {"type":"message","role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AQID"}]},
            {"type":"function_call","call_id":"mcp_2","name":"find_sea","arguments":"{}"},
            {"type":"function_call_output","call_id":"mcp_2","output":"Error: No such tool."},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"The Douro."}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"Thanks"}]}]}
        """,
        [
            new(ChatRole.Assistant,
            [
                new McpServerToolCallContent("mcp_1", "find_river", "atlas") { Arguments = new Dictionary<string, object?> { ["city"] = "Porto" } },
                new McpServerToolResultContent("mcp_1") { Outputs = [new TextContent("Douro"), Image] },
                new McpServerToolCallContent("mcp_2", "find_sea", "atlas"),
                new McpServerToolResultContent("mcp_2") { Outputs = [new ErrorContent("No such tool.")] },
                new TextContent("The Douro."),
            ]),
            new(ChatRole.User, "Thanks"),
        ]);

    [Fact]
    public Task GetResponse_ContentsWithoutAnythingToSend_AreDropped() => ResponsesChat.VerifyRequestAsync(
        """{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""",
        [
            new(ChatRole.User, ""),
            new(ChatRole.Assistant, [new TextReasoningContent("Hm."), new UsageContent(new()), new ErrorContent("Oops")]),
            new(ChatRole.User, "Hi"),
        ]);

    [Fact]
    public async Task GetResponse_NothingToSend_Throws()
    {
        using VerbatimHttpHandler handler = new();

        _ = await Assert.ThrowsAsync<ArgumentException>(() => ResponsesChat.CreateClient(handler).GetResponseAsync([new ChatMessage(ChatRole.System, "Be kind.")]));
    }

    [Fact]
    public async Task GetResponse_ContentThatCannotBeSent_ThrowsBeforeSending()
    {
        using VerbatimHttpHandler handler = new();
        IChatClient client = ResponsesChat.CreateClient(handler);

        await AssertNotSupportedAsync(ChatRole.User, new DataContent(new byte[] { 1 }, "audio/wav"), "audio/wav");
        await AssertNotSupportedAsync(ChatRole.User, new UriContent("https://images.test/boat.png", "image/png"), "Download the image");
        await AssertNotSupportedAsync(ChatRole.Assistant, Image, "image/png");
        await AssertNotSupportedAsync(ChatRole.Tool, new TextContent("rising"), "TextContent");

        async Task AssertNotSupportedAsync(ChatRole role, AIContent content, string said)
        {
            NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync([new ChatMessage(role, [content])]));
            Assert.Contains(said, exception.Message);
        }
    }

    [Fact]
    public Task GetResponse_RawRequest_WinsAndAdds() => ResponsesChat.VerifyRequestAsync(
        """{"model":"m","input":"Hi there","temperature":0.5,"truncation":"auto"}""",
        [],
        new() { Temperature = 0.1f, RawRepresentationFactory = static _ => new JsonObject { ["input"] = "Hi there", ["temperature"] = 0.5, ["truncation"] = "auto" } });
}
