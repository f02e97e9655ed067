using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the body of <c>POST /v1/messages</c>.</summary>
/// <remarks>
/// LM Studio documents that it supports Anthropic's format. Which fields it requires is unknown, so the emulator requires the same as Anthropic.
/// </remarks>
internal static class MessagesReader
{
    /// <exception cref="WireException">The request is rejected.</exception>
    public static CompatRequest Read(JsonElement body, DateTimeOffset now)
    {
        if (body.Field("messages") is not { ValueKind: JsonValueKind.Array } messages)
        {
            throw MessagesErrors.Required("messages");
        }

        ConversationBuilder conversation = new(null, now);
        if (ReadText(body, "system") is { Length: > 0 } system)
        {
            conversation.AddSystem(system);
        }

        foreach ((int index, JsonElement message) in messages.EnumerateArray().Index())
        {
            Add(conversation, message, index);
        }

        (ConversationTurn? previous, string? systemPrompt, IReadOnlyList<InputPart> input) = conversation.Build();
        JsonElement? choice = body.Object("tool_choice");
        return new()
        {
            Chat = CompatOptions.Read(body) with
            {
                Input = input,
                SystemPrompt = systemPrompt,
                MaxOutputTokens = CompatOptions.Limit(body, "max_tokens") ?? throw MessagesErrors.Required("max_tokens"),
                StopSequences = [.. body.Texts("stop_sequences").Where(static stop => stop.Length > 0)],
                Functions = ReadTools(body, choice?.Text("name")),
                ToolChoice = choice?.Text("type") switch
                {
                    "any" or "tool" => ToolChoice.Required,
                    "none" => ToolChoice.None,
                    _ => ToolChoice.Auto,
                },
                ParallelCalls = choice?.Flag("disable_parallel_tool_use") is not true,
                Reasoning = body.Object("thinking")?.Text("type") switch
                {
                    "disabled" => "off",
                    null => null,
                    _ => "on",
                },
            },
            Previous = previous,
            TemplateProblem = conversation.TemplateProblem,
        };
    }

    /// <remarks>
    /// System messages are accepted since 0.4.15: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2204"/>. The message for other roles
    /// was captured from an older server, which did not list the system role.
    /// </remarks>
    private static void Add(ConversationBuilder conversation, JsonElement message, int index)
    {
        switch (message.Text("role"))
        {
            case "user":
                AddUser(conversation, message);
                break;
            case "assistant":
                conversation.AddAssistant(message.Text("content") is { } text
                    ? [new OutputItem.Block(BlockKind.Message, text)]
                    : [.. message.Items("content").Select(ReadAnswer)]);
                break;
            case "system":
                conversation.AddSystem(ReadText(message, "content") ?? "");
                break;
            default:
                throw MessagesErrors.Invalid($"request.messages.{index}.role: Invalid discriminator value. Expected 'user' | 'assistant' | 'system'");
        }
    }

    /// <summary>Tool results are part of the user message in this format, but separate messages for the model.</summary>
    private static void AddUser(ConversationBuilder conversation, JsonElement message)
    {
        List<InputPart> said = [];
        if (message.Text("content") is { } content)
        {
            said.Add(new InputPart.Text(content));
        }

        foreach (JsonElement block in message.Items("content"))
        {
            switch (block.Text("type"))
            {
                case "text":
                    said.Add(new InputPart.Text(block.Text("text") ?? ""));
                    break;
                case "image":
                    said.Add(ReadImage(block));
                    break;
                case "tool_result":
                    AddSaid();
                    conversation.AddFunctionResult(block.Text("tool_use_id") ?? "", ReadResult(block) ?? "");
                    break;
                case var type:
                    throw MessagesErrors.Invalid($"messages: content block of type '{type}' is not supported");
            }
        }

        AddSaid();

        void AddSaid()
        {
            if (said.Count > 0)
            {
                conversation.AddUser(said);
                said.Clear();
            }
        }
    }

    private static OutputItem ReadAnswer(JsonElement block) => block.Text("type") switch
    {
        "text" => new OutputItem.Block(BlockKind.Message, block.Text("text") ?? ""),
        "thinking" or "redacted_thinking" => new OutputItem.Block(BlockKind.Reasoning, block.Text("thinking") ?? ""),
        "tool_use" => new OutputItem.FunctionCall(block.Text("id") ?? "", block.Text("name") ?? "", block.Object("input")?.GetRawText() ?? "{}"),
        var type => throw MessagesErrors.Invalid($"messages: content block of type '{type}' is not supported"),
    };

    private static InputPart.Image ReadImage(JsonElement block) =>
        block.Object("source") is { } source && source.Text("type") is "base64"
            ? DataUrl.ReadImage(source.Text("media_type") ?? "", source.Text("data") ?? "") ?? throw MessagesErrors.Invalid("messages: invalid base64 data")
            : throw MessagesErrors.Invalid("messages: images must be base64");

    /// <remarks>Images in results are rejected: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1878"/>.</remarks>
    private static string? ReadResult(JsonElement block) => block.Items("content").All(static content => content.Text("type") is "text")
        ? ReadText(block, "content")
        : throw MessagesErrors.Invalid("Only text tool_result blocks are supported when tool_result.content is an array.");

    private static string? ReadText(JsonElement json, string name) => json.Field(name) is not { ValueKind: JsonValueKind.Array }
        ? json.Text(name)
        : string.Join('\n', json.Items(name).Select(static block => block.Text("text")).OfType<string>());

    private static List<FunctionTool> ReadTools(JsonElement body, string? chosen) =>
    [
        .. body.Items("tools")
            .Where(tool => tool.Text("name") is { } name && (chosen is null || chosen == name))
            .Select(static tool => new FunctionTool(tool.Text("name")!, tool.Text("description"), tool.Object("input_schema") ?? CompatOptions.NoParameters)),
    ];
}
