using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the body of <c>POST /v1/chat/completions</c>.</summary>
internal static class ChatCompletionsReader
{
    /// <exception cref="WireException">The request is rejected.</exception>
    public static CompatRequest Read(JsonElement body, DateTimeOffset now)
    {
        if (body.Field("messages") is not { ValueKind: JsonValueKind.Array } messages)
        {
            throw CompatErrors.Text("'messages' field is required");
        }

        ConversationBuilder conversation = new(null, now);
        foreach (JsonElement message in messages.EnumerateArray())
        {
            Add(conversation, message);
        }

        (ConversationTurn? previous, string? systemPrompt, IReadOnlyList<InputPart> input) = conversation.Build();
        return new()
        {
            Chat = CompatOptions.Read(body) with
            {
                Input = input,
                SystemPrompt = systemPrompt,
                MaxOutputTokens = CompatOptions.Limit(body, "max_tokens") ?? CompatOptions.Limit(body, "max_completion_tokens"),
                Functions = ReadTools(body),
                ToolChoice = CompatOptions.ReadToolChoice(body),
                AnswerSchema = ReadResponseFormat(body),
                Reasoning = body.Text("reasoning_effort"),
                TimeToLive = CompatOptions.TimeToLive(body),
            },
            Previous = previous,
            TemplateProblem = conversation.TemplateProblem,
        };
    }

    private static void Add(ConversationBuilder conversation, JsonElement message)
    {
        switch (message.Text("role"))
        {
            // LM Studio replaces the developer role, and logs a warning.
            case "system" or "developer":
                conversation.AddSystem(string.Concat(ReadContent(message).OfType<InputPart.Text>().Select(static text => text.Content)));
                break;
            case "user":
                conversation.AddUser(ReadContent(message));
                break;
            case "assistant":
                conversation.AddAssistant([.. ReadAnswer(message)]);
                break;
            case "tool":
                conversation.AddFunctionResult(message.Text("tool_call_id") ?? "", ReadResult(message));
                break;
            case var role:
                throw CompatErrors.UnknownRole(role);
        }
    }

    private static IEnumerable<OutputItem> ReadAnswer(JsonElement message)
    {
        if ((message.Text("reasoning_content") ?? message.Text("reasoning")) is { Length: > 0 } reasoning)
        {
            yield return new OutputItem.Block(BlockKind.Reasoning, reasoning);
        }

        IReadOnlyList<JsonElement> calls = message.Items("tool_calls");
        string text = calls.Count > 0 && message.Field("content") is null
            ? ""
            : string.Concat(ReadContent(message).OfType<InputPart.Text>().Select(static part => part.Content));
        if (text.Length > 0)
        {
            yield return new OutputItem.Block(BlockKind.Message, text);
        }

        foreach (JsonElement call in calls)
        {
            yield return ReadCall(call);
        }
    }

    private static OutputItem.FunctionCall ReadCall(JsonElement call)
    {
        if (call.Object("function") is not { } function || function.Text("name") is not { } name)
        {
            throw CompatErrors.InvalidToolCall("a tool call must have a 'function' with a 'name'.");
        }

        string arguments = function.Text("arguments") ?? "";
        return IsJson(arguments)
            ? new(call.Text("id") ?? "", name, arguments)
            : throw CompatErrors.InvalidToolCall($"the 'arguments' of '{name}' are not valid JSON.");
    }

    /// <summary>Reads the result of a function. An image is no content of it; so it was captured.</summary>
    private static string ReadResult(JsonElement message) => message.Items("content").All(static part => part.Text("type") is "text")
        ? string.Concat(ReadContent(message).OfType<InputPart.Text>().Select(static text => text.Content))
        : throw CompatErrors.UnknownContentPart();

    /// <remarks>The arguments of a function without parameters may be empty: <see href="https://lmstudio.ai/docs/developer/openai-compat/tools"/>.</remarks>
    private static bool IsJson(string arguments)
    {
        try
        {
            using JsonDocument? document = arguments.Length is 0 ? null : JsonDocument.Parse(arguments);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<InputPart> ReadContent(JsonElement message)
    {
        if (message.Text("content") is { } text)
        {
            return [new InputPart.Text(text)];
        }

        if (message.Field("content") is not { ValueKind: JsonValueKind.Array })
        {
            throw CompatErrors.InvalidContent();
        }

        List<InputPart> parts = [];
        foreach (JsonElement part in message.Items("content"))
        {
            parts.Add(part.Text("type") switch
            {
                "text" => new InputPart.Text(part.Text("text") ?? ""),
                "image_url" => ReadImage(part.Object("image_url")?.Text("url") ?? part.Text("image_url") ?? ""),
                _ => throw CompatErrors.UnknownContentPart(),
            });
        }

        return parts;
    }

    /// <remarks>
    /// WebP is rejected as not an image: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1752"/>. Other formats are unknown.
    /// </remarks>
    private static InputPart.Image ReadImage(string url) =>
        DataUrl.ReadImage(url) is { MediaType: not "image/webp" } image ? image : throw CompatErrors.ImageNotBase64();

    /// <remarks>Parameters without properties, or missing ones, are accepted: the behavior of real servers is unknown.</remarks>
    private static List<FunctionTool> ReadTools(JsonElement body)
    {
        int[] wrong =
        [
            .. body.Items("tools").Index()
                .Where(static tool => tool.Item.Object("function")?.Object("parameters") is { } parameters && parameters.Text("type") is not "object")
                .Select(static tool => tool.Index),
        ];
        return wrong.Length == 0
            ? [.. body.Items("tools").Select(ReadTool).OfType<FunctionTool>()]
            : throw CompatErrors.ParametersNotOfAnObject(wrong);
    }

    private static FunctionTool? ReadTool(JsonElement tool) =>
        tool.Object("function") is { } function && function.Text("name") is { } name
            ? new(name, function.Text("description"), function.Object("parameters") ?? CompatOptions.NoParameters)
            : null;

    private static JsonElement? ReadResponseFormat(JsonElement body) => body.Object("response_format") is not { } format ? null : format.Text("type") switch
    {
        "text" => null,
        "json_schema" => format.Object("json_schema")?.Field("schema") ?? CompatOptions.NoParameters,
        _ => throw CompatErrors.InvalidResponseFormat("response_format"),
    };
}
