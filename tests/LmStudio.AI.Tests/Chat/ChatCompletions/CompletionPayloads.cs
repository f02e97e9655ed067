namespace LmStudio.AI.Tests;

/// <summary>Answers of <c>/v1/chat/completions</c> in both of their forms.</summary>
internal static class CompletionPayloads
{
    private static readonly Dictionary<string, (string Stream, string Whole)> All = new(StringComparer.Ordinal)
    {
        ["text"] = (
            Chunk("""{"role":"assistant","content":"Momo"}""")
                + Chunk("""{"content":" is by"}""")
                + Chunk("""{"content":" Michael Ende — „der“ 📖."}""")
                + Chunk("{}", "stop") + Usage(15, 9) + Done,
            Completion("""{"role":"assistant","content":"Momo is by Michael Ende — „der“ 📖.","reasoning_content":"","tool_calls":[]}""", "stop", 15, 9)),
        ["reasoning-content"] = (
            Chunk("""{"role":"assistant","content":null,"reasoning_content":"Who"}""")
                + Chunk("""{"role":"assistant","content":"","reasoning_content":" wrote it?","tool_calls":[]}""")
                + Chunk("""{"role":"assistant","content":"Ende","reasoning_content":"","tool_calls":[]}""")
                + Chunk("""{"role":"assistant","content":".","reasoning_content":null,"tool_calls":null}""", "length") + Usage(20, 30, 25) + Done,
            Completion("""{"role":"assistant","content":"Ende.","reasoning_content":"Who wrote it?","tool_calls":[]}""", "length", 20, 30, 25)),
        ["reasoning"] = (
            Chunk("""{"role":"assistant","reasoning":"Who"}""")
                + Chunk("""{"reasoning":" wrote it?"}""")
                + Chunk("""{"content":"Ende."}""")
                + Chunk("{}", "stop") + Usage(20, 30, 25) + Done,
            Completion("""{"role":"assistant","content":"Ende.","reasoning":"Who wrote it?","tool_calls":[]}""", "stop", 20, 30, 25)),
        ["reasoning-only"] = (
            Chunk("""{"role":"assistant","reasoning_content":"Hm."}""") + Chunk("{}", "stop") + Usage(5, 3, 3) + Done,
            Completion("""{"role":"assistant","content":null,"reasoning_content":"Hm.","tool_calls":[]}""", "stop", 5, 3, 3)),
        ["call"] = (
            Chunk("""{"role":"assistant","tool_calls":[{"index":0,"id":"417203956","type":"function","function":{"name":"find_book","arguments":""}}]}""")
                + Chunk("""{"tool_calls":[{"index":0,"function":{"name":"","arguments":"{\"ti"}}]}""")
                + Chunk("""{"tool_calls":[{"index":0,"id":"","type":"function","function":{"arguments":"tle\":\"Momo\"}"}}]}""")
                + Chunk("{}", "tool_calls") + Usage(120, 18) + Done,
            Completion("""{"role":"assistant","content":"","reasoning_content":"","tool_calls":[{"type":"function","id":"417203956","function":{"name":"find_book","arguments":"{\"title\":\"Momo\"}"}}]}""", "tool_calls", 120, 18)),
        ["text-and-calls"] = (
            Chunk("""{"role":"assistant","reasoning_content":"Two books."}""")
                + Chunk("""{"content":"I look for both."}""")
                + Chunk("""{"tool_calls":[{"index":0,"id":"100000001","type":"function","function":{"name":"find_book","arguments":"{\"title\":\"Momo\"}"}}]}""")
                + Chunk("""{"tool_calls":[{"index":1,"id":"100000002","type":"function","function":{"name":"find_book","arguments":""}}]}""")
                + Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":"{\"title\":"}}]}""")
                + Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":"\"Jim Knopf\"}"}}]}""", "tool_calls") + Usage(120, 60, 10) + Done,
            Completion(
                """
                {"role":"assistant","content":"I look for both.","reasoning_content":"Two books.","tool_calls":[
                  {"type":"function","id":"100000001","function":{"name":"find_book","arguments":"{\"title\":\"Momo\"}"}},
                  {"type":"function","id":"100000002","function":{"name":"find_book","arguments":"{\"title\":\"Jim Knopf\"}"}}]}
                """,
                "tool_calls", 120, 60, 10)),
        ["no-end-mark"] = (
            Chunk("""{"role":"assistant","content":"Momo"}""") + Chunk("{}", "stop") + Usage(15, 2),
            Completion("""{"role":"assistant","content":"Momo","tool_calls":[]}""", "stop", 15, 2)),
        ["empty"] = (
            Chunk("""{"role":"assistant","content":""}""") + Chunk("{}", "stop") + Usage(15, 0) + Done,
            Completion("""{"role":"assistant","content":"","reasoning_content":"","tool_calls":[]}""", "stop", 15, 0)),
    };

    public const string Done = "data: [DONE]\n\n";

    public static TheoryData<string> Names => [.. All.Keys];

    public static string Stream(string name) => All[name].Stream;

    public static string Whole(string name) => All[name].Whole;

    /// <summary>A chunk with the fields, in the order, that LM Studio sends.</summary>
    public static string Chunk(string delta, string? finishReason = null) =>
        $$"""data: {"id":"chatcmpl-b1o8ks2v0p7","object":"chat.completion.chunk","created":1790000123,"model":"books-7b","system_fingerprint":"books-7b","choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}]}"""
        + "\n\n";

    public static string Usage(int input, int output, int reasoning = 0) =>
        $$"""data: {"id":"chatcmpl-b1o8ks2v0p7","object":"chat.completion.chunk","created":1790000123,"model":"books-7b","system_fingerprint":"books-7b","choices":[],"usage":{{Tokens(input, output, reasoning)}}}"""
        + "\n\n";

    /// <summary>A whole answer with the fields, in the order, that LM Studio sends.</summary>
    public static string Completion(string message, string finishReason, int input, int output, int reasoning = 0) =>
        $$"""
        {
          "id": "chatcmpl-b1o8ks2v0p7",
          "object": "chat.completion",
          "created": 1790000123,
          "model": "books-7b",
          "choices": [
            {
              "index": 0,
              "message": {{message}},
              "logprobs": null,
              "finish_reason": "{{finishReason}}"
            }
          ],
          "usage": {{Tokens(input, output, reasoning)}},
          "stats": {},
          "system_fingerprint": "books-7b"
        }
        """;

    private static string Tokens(int input, int output, int reasoning) =>
        $$"""{"prompt_tokens":{{input}},"completion_tokens":{{output}},"total_tokens":{{input + output}},"completion_tokens_details":{"reasoning_tokens":{{reasoning}}} }""";
}
