using System.Text.Json;

namespace LmStudio.AI.Tests;

/// <summary>Streams of <c>/v1/responses</c> in full length. Each ends with the whole answer.</summary>
internal static class ResponsesPayloads
{
    public const string Message = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_5b1d","object":"response","created_at":1791200400,"status":"in_progress","model":"google/gemma-4-e4b","output":[],"top_p":false},"sequence_number":0}

        event: response.in_progress
        data: {"type":"response.in_progress","response":{"id":"resp_5b1d","object":"response","created_at":1791200400,"status":"in_progress","model":"google/gemma-4-e4b","output":[],"top_p":false},"sequence_number":1}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"rs_71","type":"reasoning","summary":[],"content":[],"status":"in_progress"},"sequence_number":2}

        event: response.reasoning_text.delta
        data: {"type":"response.reasoning_text.delta","item_id":"rs_71","output_index":0,"content_index":0,"delta":"A greeting","sequence_number":3}

        event: response.reasoning_text.delta
        data: {"type":"response.reasoning_text.delta","item_id":"rs_71","output_index":0,"content_index":0,"delta":" — “ünïcode” 🙂.","sequence_number":4}

        event: response.reasoning_text.done
        data: {"type":"response.reasoning_text.done","item_id":"rs_71","output_index":0,"content_index":0,"text":"A greeting — “ünïcode” 🙂.","sequence_number":5}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":0,"item":{"id":"rs_71","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"A greeting — “ünïcode” 🙂."}],"status":"completed"},"sequence_number":6}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":1,"item":{"id":"msg_72","type":"message","role":"assistant","status":"in_progress","content":[]},"sequence_number":7}

        event: response.content_part.added
        data: {"type":"response.content_part.added","item_id":"msg_72","output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]},"sequence_number":8}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","item_id":"msg_72","output_index":1,"content_index":0,"delta":"Good","logprobs":[],"sequence_number":9}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","item_id":"msg_72","output_index":1,"content_index":0,"delta":" evening!","logprobs":[],"sequence_number":10}

        event: response.output_text.done
        data: {"type":"response.output_text.done","item_id":"msg_72","output_index":1,"content_index":0,"text":"Good evening!","logprobs":[],"sequence_number":11}

        event: response.content_part.done
        data: {"type":"response.content_part.done","item_id":"msg_72","output_index":1,"content_index":0,"part":{"type":"output_text","text":"Good evening!","annotations":[],"logprobs":[]},"sequence_number":12}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":1,"item":{"id":"msg_72","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Good evening!","annotations":[],"logprobs":[]}]},"sequence_number":13}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_5b1d","object":"response","created_at":1791200400,"status":"completed","completed_at":1791200402,"error":null,"incomplete_details":null,"model":"google/gemma-4-e4b","output":[{"id":"rs_71","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"A greeting — “ünïcode” 🙂."}],"status":"completed"},{"id":"msg_72","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Good evening!","annotations":[],"logprobs":[]}]}],"previous_response_id":null,"presence_penalty":0,"frequency_penalty":1.1,"store":true,"temperature":0.8,"top_p":false,"usage":{"input_tokens":21,"output_tokens":14,"total_tokens":35,"input_tokens_details":{"cached_tokens":6},"output_tokens_details":{"reasoning_tokens":9}}},"sequence_number":14}


        """;

    /// <summary>Arguments in pieces, as OpenAI sends them: and two calls, whose events mingle.</summary>
    public const string FunctionCalls = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_6c2e","object":"response","status":"in_progress","model":"qwen/qwen3-8b","output":[]},"sequence_number":0}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"fc_81","type":"function_call","status":"in_progress","call_id":"call_81","name":"get_tide","arguments":""},"sequence_number":1}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":1,"item":{"id":"fc_82","type":"function_call","status":"in_progress","call_id":"call_82","name":"get_tide","arguments":""},"sequence_number":2}

        event: response.function_call_arguments.delta
        data: {"type":"response.function_call_arguments.delta","item_id":"fc_81","output_index":0,"delta":"{\"port\":","sequence_number":3}

        event: response.function_call_arguments.delta
        data: {"type":"response.function_call_arguments.delta","item_id":"fc_82","output_index":1,"delta":"{\"port\":\"Brest\"}","sequence_number":4}

        event: response.function_call_arguments.delta
        data: {"type":"response.function_call_arguments.delta","item_id":"fc_81","output_index":0,"delta":"\"Saint-Malo\"}","sequence_number":5}

        event: response.function_call_arguments.done
        data: {"type":"response.function_call_arguments.done","item_id":"fc_81","output_index":0,"arguments":"{\"port\":\"Saint-Malo\"}","sequence_number":6}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":0,"item":{"id":"fc_81","type":"function_call","status":"completed","call_id":"call_81","name":"get_tide","arguments":"{\"port\":\"Saint-Malo\"}"},"sequence_number":7}

        event: response.function_call_arguments.done
        data: {"type":"response.function_call_arguments.done","item_id":"fc_82","output_index":1,"arguments":"{\"port\":\"Brest\"}","sequence_number":8}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":1,"item":{"id":"fc_82","type":"function_call","status":"completed","call_id":"call_82","name":"get_tide","arguments":"{\"port\":\"Brest\"}"},"sequence_number":9}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_6c2e","object":"response","status":"completed","model":"qwen/qwen3-8b","output":[{"id":"fc_81","type":"function_call","status":"completed","call_id":"call_81","name":"get_tide","arguments":"{\"port\":\"Saint-Malo\"}"},{"id":"fc_82","type":"function_call","status":"completed","call_id":"call_82","name":"get_tide","arguments":"{\"port\":\"Brest\"}"}],"top_p":false,"usage":{"input_tokens":140,"output_tokens":44,"total_tokens":184,"input_tokens_details":{"cached_tokens":0},"output_tokens_details":{"reasoning_tokens":0}}},"sequence_number":10}


        """;

    /// <summary>Arguments only whole, as some models get them sent; and no id of the call.</summary>
    public const string WholeFunctionCall = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_7d3f","object":"response","status":"in_progress","model":"google/gemma-4-e4b","output":[]},"sequence_number":0}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_90","type":"message","role":"assistant","status":"in_progress","content":[]},"sequence_number":1}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","item_id":"msg_90","output_index":0,"content_index":0,"delta":"Let me look.","logprobs":[],"sequence_number":2}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":0,"item":{"id":"msg_90","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Let me look.","annotations":[],"logprobs":[]}]},"sequence_number":3}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":1,"item":{"id":"fc_91","type":"function_call","status":"in_progress","call_id":"","name":"list_ports","arguments":""},"sequence_number":4}

        event: response.function_call_arguments.done
        data: {"type":"response.function_call_arguments.done","item_id":"fc_91","output_index":1,"arguments":"{\"country\":\"Portugal\"}","sequence_number":5}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":1,"item":{"id":"fc_91","type":"function_call","status":"completed","call_id":"","name":"list_ports","arguments":"{\"country\":\"Portugal\"}"},"sequence_number":6}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_7d3f","object":"response","status":"completed","model":"google/gemma-4-e4b","output":[{"id":"msg_90","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Let me look.","annotations":[],"logprobs":[]}]},{"id":"fc_91","type":"function_call","status":"completed","call_id":"","name":"list_ports","arguments":"{\"country\":\"Portugal\"}"}],"top_p":false,"usage":{"input_tokens":88,"output_tokens":19,"total_tokens":107,"input_tokens_details":{"cached_tokens":0},"output_tokens_details":{"reasoning_tokens":0}}},"sequence_number":7}


        """;

    /// <summary>Calls to MCP servers, one of which fails; and an item that is not known.</summary>
    public const string McpCalls = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_8e40","object":"response","status":"in_progress","model":"openai/gpt-oss-20b","output":[]},"sequence_number":0}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"mcpl_1","type":"mcp_list_tools","server_label":"atlas","tools":[]},"sequence_number":1}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":0,"item":{"id":"mcpl_1","type":"mcp_list_tools","server_label":"atlas","tools":[{"name":"find_river"}]},"sequence_number":2}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":1,"item":{"id":"mcp_2","type":"mcp_call","server_label":"atlas","name":"find_river","arguments":"","output":null,"error":null},"sequence_number":3}

        event: response.mcp_call_arguments.done
        data: {"type":"response.mcp_call_arguments.done","item_id":"mcp_2","output_index":1,"arguments":"{\"city\":\"Porto\"}","sequence_number":4}

        event: response.mcp_call.completed
        data: {"type":"response.mcp_call.completed","item_id":"mcp_2","output_index":1,"sequence_number":5}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":1,"item":{"id":"mcp_2","type":"mcp_call","server_label":"atlas","name":"find_river","arguments":"{\"city\":\"Porto\"}","output":"[{\"type\":\"text\",\"text\":\"Douro\"}]","error":null},"sequence_number":6}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":2,"item":{"id":"mcp_3","type":"mcp_call","server_label":"atlas","name":"find_sea","arguments":"{\"city\":\"Porto\"}","output":null,"error":"No such tool."},"sequence_number":7}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":3,"item":{"id":"msg_4","type":"message","role":"assistant","status":"in_progress","content":[]},"sequence_number":8}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","item_id":"msg_4","output_index":3,"content_index":0,"delta":"The Douro.","logprobs":[],"sequence_number":9}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_8e40","object":"response","status":"completed","model":"openai/gpt-oss-20b","output":[{"id":"mcpl_1","type":"mcp_list_tools","server_label":"atlas","tools":[{"name":"find_river"}]},{"id":"mcp_2","type":"mcp_call","server_label":"atlas","name":"find_river","arguments":"{\"city\":\"Porto\"}","output":"[{\"type\":\"text\",\"text\":\"Douro\"}]","error":null},{"id":"mcp_3","type":"mcp_call","server_label":"atlas","name":"find_sea","arguments":"{\"city\":\"Porto\"}","output":null,"error":"No such tool."},{"id":"msg_4","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"The Douro.","annotations":[],"logprobs":[]}]}],"top_p":false,"usage":{"input_tokens":0,"output_tokens":33,"total_tokens":33,"input_tokens_details":{"cached_tokens":0},"output_tokens_details":{"reasoning_tokens":0}}},"sequence_number":10}


        """;

    /// <summary>Cut off within the reasoning, which comes as a summary.</summary>
    public const string Incomplete = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_9f51","object":"response","status":"in_progress","model":"qwen/qwen3-8b","output":[]},"sequence_number":0}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"rs_5","type":"reasoning","summary":[]},"sequence_number":1}

        event: response.reasoning_summary_text.delta
        data: {"type":"response.reasoning_summary_text.delta","item_id":"rs_5","output_index":0,"summary_index":0,"delta":"Rivers run","sequence_number":2}

        event: response.incomplete
        data: {"type":"response.incomplete","response":{"id":"resp_9f51","object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"qwen/qwen3-8b","output":[{"id":"rs_5","type":"reasoning","summary":[{"type":"summary_text","text":"Rivers run"}]}],"store":false,"top_p":false,"usage":{"input_tokens":12,"output_tokens":2,"total_tokens":14,"input_tokens_details":{"cached_tokens":0},"output_tokens_details":{"reasoning_tokens":2}}},"sequence_number":3}


        """;

    /// <summary>Only the end, as from a proxy that collects events; arguments of a kind that servers may send by mistake.</summary>
    public const string OnlyCompleted = """
        data: {"type":"response.completed","response":{"id":"resp_a062","object":"response","status":"completed","model":"m","output":[{"id":"rs_6","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm."}]},{"id":"msg_7","type":"message","role":"assistant","content":[{"type":"output_text","text":"Two "},{"type":"output_text","text":"parts."}]},{"id":"fc_8","type":"function_call","call_id":"call_8","name":"count","arguments":{"to":3}},{"id":"mcp_9","type":"mcp_call","server_label":"atlas","name":"find_river","arguments":"{}","output":"Tejo"}],"usage":{"input_tokens":5,"output_tokens":6}}}


        """;

    /// <summary>No <c>event:</c> lines, no indexes, no ids of items, and pieces only of some items.</summary>
    public const string Bare = """
        data: {"type":"response.output_item.added","item":{"type":"message"}}

        data: {"delta":"One","type":"response.output_text.delta"}

        data: {"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"One"}]}}

        data: {"type":"response.output_item.added","item":{"type":"message"}}

        data: {"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":", two"}]}}

        data: {"type":"response.output_item.added","item":{"type":"function_call","call_id":"call_1","name":"count"}}

        data: {"type":"response.function_call_arguments.delta","delta":"{\"to\":"}

        data: {"type":"response.function_call_arguments.delta","delta":"2}"}

        data: {"type":"response.output_item.done","item":{"type":"function_call","call_id":"call_1","name":"count","arguments":""}}

        data: {"type":"response.completed","response":{"id":"resp_b173","status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"One"}]},{"type":"message","content":[{"type":"output_text","text":", two"}]},{"type":"function_call","call_id":"call_1","name":"count","arguments":"{\"to\":2}"}],"usage":{"input_tokens":5,"output_tokens":6}}}


        """;

    /// <summary>Gets the names of all streams, as the data of a theory.</summary>
    public static TheoryData<string> Names => [nameof(Message), nameof(FunctionCalls), nameof(WholeFunctionCall), nameof(McpCalls), nameof(Incomplete), nameof(OnlyCompleted), nameof(Bare)];

    public static string Get(string name) => name switch
    {
        nameof(Message) => Message,
        nameof(FunctionCalls) => FunctionCalls,
        nameof(WholeFunctionCall) => WholeFunctionCall,
        nameof(McpCalls) => McpCalls,
        nameof(Incomplete) => Incomplete,
        nameof(OnlyCompleted) => OnlyCompleted,
        nameof(Bare) => Bare,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such payload."),
    };

    /// <summary>Returns the whole answer that a stream ends with.</summary>
    public static string ReadResponse(string stream)
    {
        string data = stream.Split('\n').Last(static line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        using JsonDocument end = JsonDocument.Parse(data);
        return end.RootElement.GetProperty("response").GetRawText();
    }
}
