using System.Globalization;
using System.Text;

namespace LmStudio.AI.Benchmarks;

/// <summary>What servers answer, streamed and whole. A streamed answer has <see cref="Tokens"/> pieces of text.</summary>
internal static class Answers
{
    public const int Tokens = 2_000;
    private const string ResponseId = "resp_000000000000000000000000000000000000000000000000";

    private static IEnumerable<string> Pieces => Enumerable.Range(0, Tokens).Select(static token => string.Create(CultureInfo.InvariantCulture, $" tok{token % 100:D2}"));

    public static byte[] NativeStream { get; } = Stream(
    [
        ("chat.start", """{"type":"chat.start","model_instance_id":"demo/model"}"""),
        ("message.start", """{"type":"message.start"}"""),
        .. Pieces.Select(static piece => ("message.delta", $$"""{"type":"message.delta","content":"{{piece}}"}""")),
        ("message.end", """{"type":"message.end"}"""),
        ("chat.end", $$$"""{"type":"chat.end","result":{"model_instance_id":"demo/model","output":[],"stats":{"input_tokens":10,"total_output_tokens":2000,"reasoning_output_tokens":0,"tokens_per_second":80.5,"time_to_first_token_seconds":0.2},"response_id":"{{{ResponseId}}}"}}"""),
    ]);

    public static byte[] ChatStream { get; } = Stream(
    [
        (null, Chunk("""{"role":"assistant","content":""}""", "null")),
        .. Pieces.Select(static piece => ((string?)null, Chunk($$"""{"content":"{{piece}}"}""", "null"))),
        (null, Chunk("{}", "\"stop\"")),
        (null, "[DONE]"),
    ]);

    public static byte[] ResponsesStream { get; } = Stream(
    [
        ("response.created", $$"""{"type":"response.created","response":{{Response("in_progress", "")}},"sequence_number":0}"""),
        ("response.output_item.added", """{"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]},"sequence_number":1}"""),
        ("response.content_part.added", """{"type":"response.content_part.added","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]},"sequence_number":2}"""),
        .. Pieces.Select(static (piece, i) => ("response.output_text.delta", $$"""{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"{{piece}}","logprobs":[],"sequence_number":{{i + 3}}}""")),
        ("response.completed", $$"""{"type":"response.completed","response":{{Response("completed", "done")}},"sequence_number":2003}"""),
    ]);

    public static byte[] MessagesStream { get; } = Stream(
    [
        ("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"demo/model","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":0}}}"""),
        ("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        .. Pieces.Select(static piece => ("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{piece}}}"}}""")),
        ("content_block_stop", """{"type":"content_block_stop","index":0}"""),
        ("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2000}}"""),
        ("message_stop", """{"type":"message_stop"}"""),
    ]);

    public static byte[] OllamaStream { get; } = Encoding.UTF8.GetBytes(
        string.Concat(Pieces.Select(static piece => $$"""{"model":"demo/model","created_at":"2026-01-01T00:00:00.000000Z","message":{"role":"assistant","content":"{{piece}}"},"done":false}""" + "\n"))
        + OllamaEnd("") + "\n");

    public static byte[] Native { get; } = Encoding.UTF8.GetBytes(
        $$"""{"model_instance_id":"demo/model","output":[{"type":"message","content":"Hello there, how can I help?"}],"stats":{"input_tokens":10,"total_output_tokens":8,"reasoning_output_tokens":0,"tokens_per_second":80.5,"time_to_first_token_seconds":0.2},"response_id":"{{ResponseId}}"}""");

    public static byte[] Chat { get; } = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"demo/model","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, how can I help?","tool_calls":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":8,"total_tokens":18},"system_fingerprint":"demo/model"}""");

    public static byte[] Responses { get; } = Encoding.UTF8.GetBytes(Response("completed", "Hello there, how can I help?"));

    public static byte[] Ollama { get; } = Encoding.UTF8.GetBytes(OllamaEnd("Hello there, how can I help?"));

    private static string OllamaEnd(string text) =>
        $$"""{"model":"demo/model","created_at":"2026-01-01T00:00:00.000000Z","message":{"role":"assistant","content":"{{text}}"},"done":true,"done_reason":"stop","total_duration":5000000,"load_duration":1000,"prompt_eval_count":10,"prompt_eval_duration":1000,"eval_count":8,"eval_duration":1000}""";

    private static string Chunk(string delta, string finishReason) =>
        $$"""{"id":"chatcmpl-abcdefghijklmnopqrstuv","object":"chat.completion.chunk","created":1760000000,"model":"demo/model","system_fingerprint":"demo/model","choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finishReason}}}]}""";

    private static string Response(string status, string text) =>
        $$$"""{"id":"{{{ResponseId}}}","object":"response","created_at":1760000000,"status":"{{{status}}}","error":null,"incomplete_details":null,"model":"demo/model","output":[{"id":"msg_1","type":"message","status":"{{{status}}}","role":"assistant","content":[{"type":"output_text","text":"{{{text}}}","annotations":[],"logprobs":[]}]}],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":0},"output_tokens":8,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":18}}""";

    private static byte[] Stream(IEnumerable<(string? Type, string Data)> events) =>
        Encoding.UTF8.GetBytes(string.Concat(events.Select(static item => $"{(item.Type is null ? "" : $"event: {item.Type}\n")}data: {item.Data}\n\n")));
}
