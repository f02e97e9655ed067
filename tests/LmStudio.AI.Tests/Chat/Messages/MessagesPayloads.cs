namespace LmStudio.AI.Tests;

/// <summary>Answers of <c>/v1/messages</c>, streamed and whole. Fields and order are those of Anthropic's format, which LM Studio's documentation refers to.</summary>
internal static class MessagesPayloads
{
    public const string TextEvents = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"ibm/granite-4-micro","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":21,"output_tokens":0}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: ping
        data: {"type":"ping"}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"High water"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" at noon."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string TextAnswer = """
        {"id":"msg_01","type":"message","role":"assistant","content":[{"type":"text","text":"High water at noon."}],"model":"ibm/granite-4-micro",
         "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":21,"output_tokens":5}}
        """;

    /// <summary>Reasoning with a signature, then text outside ASCII; counts that come again, with those of the cache.</summary>
    private const string ThinkingEvents = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_02","type":"message","role":"assistant","model":"openai/gpt-oss-20b","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"The tide"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":" table – 第3頁"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2lnbmVk"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Flut um zwölf 🌊."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{"input_tokens":8,"cache_read_input_tokens":40,"output_tokens":19}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string ThinkingAnswer = """
        {"id":"msg_02","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"The tide table – 第3頁","signature":"c2lnbmVk"},{"type":"text","text":"Flut um zwölf 🌊."}],
         "model":"openai/gpt-oss-20b","stop_reason":"stop_sequence","stop_sequence":"END","usage":{"input_tokens":8,"cache_read_input_tokens":40,"output_tokens":19}}
        """;

    /// <summary>Text and a call in pieces, then one in a single piece, one that is whole from its start, and one without arguments.</summary>
    private const string CallEvents = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_03","type":"message","role":"assistant","model":"qwen/qwen3-8b","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":310,"output_tokens":0}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Let me "}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"look."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_a","name":"get_tide","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"harbour\":\"Bü"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"sum\",\"days\":2}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_b","name":"get_tide","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"harbour\":\"Husum\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: content_block_start
        data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_c","name":"get_tide","input":{"harbour":"List"}}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":3}

        event: content_block_start
        data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_d","name":"ring","input":{}}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":4}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":88}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string CallAnswer = """
        {"id":"msg_03","type":"message","role":"assistant","content":[
          {"type":"text","text":"Let me look."},
          {"type":"tool_use","id":"toolu_a","name":"get_tide","input":{"harbour":"Büsum","days":2}},
          {"type":"tool_use","id":"toolu_b","name":"get_tide","input":{"harbour":"Husum"}},
          {"type":"tool_use","id":"toolu_c","name":"get_tide","input":{"harbour":"List"}},
          {"type":"tool_use","id":"toolu_d","name":"ring","input":{}}],
         "model":"qwen/qwen3-8b","stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":310,"output_tokens":88}}
        """;

    /// <summary>Cut off within the reasoning, and without counts.</summary>
    private const string LengthEvents = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_04","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"First"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string LengthAnswer = """
        {"id":"msg_04","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"First"}],"model":"m","stop_reason":"max_tokens","stop_sequence":null}
        """;

    /// <summary>Gets each answer by its name.</summary>
    public static IReadOnlyDictionary<string, (string Events, string Answer)> All { get; } = new Dictionary<string, (string Events, string Answer)>
    {
        ["text"] = (TextEvents, TextAnswer),
        ["thinking"] = (ThinkingEvents, ThinkingAnswer),
        ["calls"] = (CallEvents, CallAnswer),
        ["length"] = (LengthEvents, LengthAnswer),
    };
}
