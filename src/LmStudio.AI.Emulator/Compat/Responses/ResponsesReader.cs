using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the body of <c>POST /v1/responses</c>.</summary>
internal static class ResponsesReader
{
    /// <param name="body">The body.</param>
    /// <param name="stored">The turn with the id in <c>previous_response_id</c>.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="WireException">The request is rejected.</exception>
    public static CompatRequest Read(JsonElement body, ConversationTurn? stored, DateTimeOffset now)
    {
        ConversationBuilder conversation = new(stored, now);
        if (body.Text("instructions") is { Length: > 0 } instructions)
        {
            conversation.AddSystem(instructions);
        }

        ResponsesInputReader.Read(body.Field("input") ?? throw CompatErrors.Required("input"), conversation);

        (ConversationTurn? previous, string? systemPrompt, IReadOnlyList<InputPart> input) = conversation.Build();
        (List<FunctionTool>? functions, List<McpIntegration>? servers) = ReadTools(body);
        return new()
        {
            Chat = CompatOptions.Read(body) with
            {
                Input = input,
                SystemPrompt = systemPrompt,
                MaxOutputTokens = CompatOptions.Limit(body, "max_output_tokens"),
                Functions = functions,
                Integrations = servers,
                ToolChoice = CompatOptions.ReadToolChoice(body),
                AnswerSchema = ReadFormat(body),

                // A flat reasoning_effort is passed over.
                Reasoning = body.Object("reasoning")?.Text("effort"),
                Store = body.Flag("store") ?? true,
                ConversationId = body.Text("previous_response_id"),
            },
            Previous = previous,
            TemplateProblem = conversation.TemplateProblem,
        };
    }

    /// <remarks>
    /// Functions have no <c>function</c> object here; one with it has no name. A capture shows that <c>namespace</c> tools are rejected, with the error code of a
    /// pattern. The captured requests are from Codex, which also sends <c>web_search</c>, so that type is accepted.
    /// </remarks>
    private static (List<FunctionTool> Functions, List<McpIntegration> Servers) ReadTools(JsonElement body)
    {
        (List<FunctionTool>? functions, List<McpIntegration>? servers) = (new List<FunctionTool>(), new List<McpIntegration>());
        foreach ((int index, JsonElement tool) in body.Items("tools").Index())
        {
            switch (tool.Text("type"))
            {
                case "function":
                    functions.Add(new(
                        tool.Text("name") ?? throw CompatErrors.Required($"tools.{index}.name"),
                        tool.Text("description"),
                        tool.Object("parameters") ?? CompatOptions.NoParameters));
                    break;
                case "mcp":
                    servers.Add(ReadServer(tool, index));
                    break;
                case null:
                    throw CompatErrors.Required($"tools.{index}.type");
                case var type when !type.StartsWith("web_search", StringComparison.Ordinal):
                    throw CompatErrors.InvalidToolType(index);
            }
        }

        return (functions, servers);
    }

    /// <summary>Reads an MCP server. Without an address, it is a server in LM Studio's mcp.json.</summary>
    /// <remarks>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1168"/>.</remarks>
    private static McpIntegration ReadServer(JsonElement tool, int index)
    {
        string label = tool.Text("server_label") ?? throw CompatErrors.Required($"tools.{index}.server_label");
        IReadOnlyList<string>? allowed = tool.Field("allowed_tools") switch
        {
            { ValueKind: JsonValueKind.Array } => tool.Texts("allowed_tools"),
            { ValueKind: JsonValueKind.Object } filter => filter.Texts("tool_names"),
            _ => null,
        };
        if (tool.Text("server_url") is not { Length: > 0 } url)
        {
            return new McpIntegration.Plugin(label, allowed);
        }

        Dictionary<string, string>? headers = tool.Object("headers")?.EnumerateObject()
            .Where(static header => header.Value.ValueKind is JsonValueKind.String)
            .ToDictionary(static header => header.Name, static header => header.Value.GetString()!);
        return new McpIntegration.Ephemeral(label, url, allowed, headers);
    }

    /// <remarks>A <c>text</c> must have a format: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1576"/>.</remarks>
    private static JsonElement? ReadFormat(JsonElement body)
    {
        if (body.Object("text") is not { } text)
        {
            return null;
        }

        JsonElement format = text.Object("format") ?? throw CompatErrors.Required("text.format");
        return format.Text("type") switch
        {
            "text" or null => null,
            "json_schema" => format.Field("schema") ?? CompatOptions.NoParameters,
            _ => throw CompatErrors.InvalidResponseFormat("text.format"),
        };
    }
}
