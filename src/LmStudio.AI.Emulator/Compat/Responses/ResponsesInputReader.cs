using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Reads <c>input</c> of <c>/v1/responses</c>: a text, or items of a conversation.</summary>
internal static class ResponsesInputReader
{
    /// <exception cref="WireException">The input is rejected.</exception>
    public static void Read(JsonElement input, ConversationBuilder conversation)
    {
        if (input.ValueKind is JsonValueKind.String)
        {
            conversation.AddUser([new InputPart.Text(input.GetString()!)]);
            return;
        }

        if (input.ValueKind is not JsonValueKind.Array)
        {
            throw CompatErrors.InvalidInput();
        }

        // The items of a response are separate, but form one message.
        List<OutputItem> answer = [];
        foreach (JsonElement item in input.EnumerateArray())
        {
            if (!ReadAnswer(item, answer))
            {
                CloseAnswer();
                Add(conversation, item);
            }
        }

        CloseAnswer();

        void CloseAnswer()
        {
            if (answer.Count > 0)
            {
                conversation.AddAssistant([.. answer]);
                answer.Clear();
            }
        }
    }

    private static bool ReadAnswer(JsonElement item, List<OutputItem> answer)
    {
        switch (item.Text("type"))
        {
            case "message" or null when item.Text("role") is "assistant":
                answer.Add(new OutputItem.Block(BlockKind.Message, Text(ReadContent(item, "content"))));
                return true;
            case "reasoning":
                answer.Add(new OutputItem.Block(BlockKind.Reasoning, string.Concat(item.Items("content").Select(static part => part.Text("text")))));
                return true;
            case "function_call":
                answer.Add(new OutputItem.FunctionCall(item.Text("call_id") ?? "", item.Text("name") ?? "", item.Text("arguments") ?? ""));
                return true;
            case "mcp_call":
                answer.Add(new OutputItem.ToolCall(
                    item.Text("name") ?? "",
                    ReadArguments(item.Text("arguments")),
                    item.Text("output") ?? "",
                    new(item.Text("server_label") ?? "", IsPlugin: false)));
                return true;

            // Redundant: the request's tools have the same information.
            case "mcp_list_tools":
                return true;
            default:
                return false;
        }
    }

    private static void Add(ConversationBuilder conversation, JsonElement item)
    {
        switch (item.Text("type"))
        {
            case "message" or null when item.Text("role") is "user":
                conversation.AddUser(ReadContent(item, "content"));
                break;
            case "message" or null when item.Text("role") is "system" or "developer":
                conversation.AddSystem(Text(ReadContent(item, "content")));
                break;
            case "function_call_output":
                conversation.AddFunctionResult(item.Text("call_id") ?? "", Text(ReadContent(item, "output")));
                break;
            default:
                throw CompatErrors.InvalidInput();
        }
    }

    private static List<InputPart> ReadContent(JsonElement item, string name) => item.Text(name) is { } text
        ? [new InputPart.Text(text)]
        : [.. item.Items(name).Select(InputPart (part) => part.Text("type") switch
        {
            "input_text" or "output_text" or "text" => new InputPart.Text(part.Text("text") ?? ""),
            "input_image" => DataUrl.ReadImage(part.Text("image_url") ?? "") ?? throw CompatErrors.ImageNotBase64(),
            _ => throw CompatErrors.InvalidInput(),
        })];

    private static string Text(IEnumerable<InputPart> parts) => string.Concat(parts.OfType<InputPart.Text>().Select(static text => text.Content));

    private static JsonObject ReadArguments(string? json)
    {
        try
        {
            return JsonNode.Parse(json ?? "{}") as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
