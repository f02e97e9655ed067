namespace LmStudio.AI.Tests;

/// <summary>The events of an endpoint's stream that says "Hel".</summary>
internal sealed record StreamEvents(string Start, string Text, string Error, string End)
{
    public static StreamEvents Of(LmStudioChatEndpoint endpoint) => endpoint switch
    {
        LmStudioChatEndpoint.Native => new(
            Event("chat.start", """{"type":"chat.start","model_instance_id":"m"}"""),
            Event("message.delta", """{"type":"message.delta","content":"Hel"}"""),
            Event("error", """{"type":"error","error":{"type":"internal_error","message":"Oops"}}"""),
            Event("chat.end", $$"""{"type":"chat.end","result":{{Clients.AnyAnswer}}}""")),
        LmStudioChatEndpoint.ChatCompletions => new(
            EndpointChat.Events("""{"choices":[{"delta":{"role":"assistant"},"finish_reason":null}]}"""),
            EndpointChat.Events("""{"choices":[{"delta":{"content":"Hel"},"finish_reason":null}]}"""),
            Event("error", """{"error":{"message":"Oops"},"message":"Oops"}"""),
            EndpointChat.Events("""{"choices":[{"delta":{},"finish_reason":"stop"}]}""", "[DONE]")),
        LmStudioChatEndpoint.Responses => new(
            EndpointChat.Events("""{"type":"response.created","response":{"id":"resp_1","status":"in_progress","output":[]}}"""),
            EndpointChat.Events("""{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hel"}"""),
            EndpointChat.Events("""{"type":"error","code":"server_error","message":"Oops"}"""),
            EndpointChat.Events("""{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hel"}]}]}}""")),
        _ => new(
            Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"m","usage":{"input_tokens":1,"output_tokens":0}}}"""),
            Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
                + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}"""),
            Event("error", """{"type":"error","error":{"type":"api_error","message":"Oops"}}"""),
            Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
                + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}""")
                + Event("message_stop", """{"type":"message_stop"}""")),
    };

    private static string Event(string type, string data) => $"event: {type}\ndata: {data}\n\n";
}
