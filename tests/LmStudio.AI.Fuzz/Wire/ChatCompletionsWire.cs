namespace LmStudio.AI.Fuzz;

/// <summary><c>/v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsWire : WireFormat
{
    public override LmStudioChatEndpoint Endpoint => LmStudioChatEndpoint.ChatCompletions;

    public override string Whole(GeneratedAnswer answer) => $$"""
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,
          "message":{"role":"assistant","content":{{Quote(answer.Text)}},"reasoning_content":{{Quote(answer.Reasoning)}},"tool_calls":[{{string.Join(',', answer.Parts.OfType<CallPart>().Select(Call))}}]},
          "logprobs":null,"finish_reason":"{{FinishReason(answer)}}"}],"usage":{{Usage(answer)}},"stats":{},"system_fingerprint":"m"}
        """;

    public override IEnumerable<WireEvent> Stream(GeneratedAnswer answer)
    {
        int index = 0;
        foreach (AnswerPart part in answer.Parts)
        {
            switch (part)
            {
                case ReasoningPart reasoning:
                    foreach (string piece in reasoning.Pieces)
                    {
                        yield return Chunk($"\"role\":\"assistant\",\"reasoning_content\":{Quote(piece)}");
                    }

                    break;

                case TextPart text:
                    foreach (string piece in text.Pieces)
                    {
                        yield return Chunk($"\"role\":\"assistant\",\"content\":{Quote(piece)}");
                    }

                    break;

                case CallPart call:
                    yield return Chunk($$$"""
                        "tool_calls":[{"index":{{{index}}},"id":"{{{call.Id}}}","type":"function","function":{"name":{{{Quote(call.Name)}}},"arguments":""}}]
                        """);
                    foreach (string piece in call.ArgumentPieces)
                    {
                        yield return Chunk($$$"""
                            "tool_calls":[{"index":{{{index}}},"type":"function","function":{"name":"","arguments":{{{Quote(piece)}}}}}]
                            """);
                    }

                    index++;
                    break;
            }
        }

        yield return Chunk("", FinishReason(answer));
        yield return new WireEvent(null, $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"m","choices":[],"usage":{{Usage(answer)}} }""");
        yield return new WireEvent(null, "[DONE]");
    }

    private static WireEvent Chunk(string delta, string? finishReason = null) => new(null, $$$"""
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"m","choices":[{"index":0,"delta":{{{{delta}}}},"logprobs":null,"finish_reason":{{{(finishReason is null ? "null" : Quote(finishReason))}}}}]}
        """);

    private static string Call(CallPart call) => $$"""{"type":"function","id":"{{call.Id}}","function":{"name":{{Quote(call.Name)}},"arguments":{{Quote(call.Arguments)}} } }""";

    private static string FinishReason(GeneratedAnswer answer) => answer.HasCalls ? "tool_calls" : "stop";

    private static string Usage(GeneratedAnswer answer) =>
        $$"""{"prompt_tokens":{{answer.InputTokens}},"completion_tokens":{{answer.OutputTokens}},"total_tokens":{{answer.InputTokens + answer.OutputTokens}},"completion_tokens_details":{"reasoning_tokens":0} }""";
}
