using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the body of <c>POST /api/v1/chat</c> and rejects what the schema of the dialect does not allow.</summary>
internal static class ChatRequestReader
{
    /// <exception cref="WireException">The body isn't JSON or doesn't fit the schema.</exception>
    public static ChatRequest Read(string body, EmulatorDialect dialect)
    {
        using JsonDocument document = SchemaReader.Parse(body);
        List<SchemaIssue> issues = [];
        SchemaReader fields = new(document.RootElement, null, issues);

        // The ranges are the documented ones. How a server handles a temperature above 1 is unknown; the emulator rejects values outside the documented range.
        ChatRequest request = new()
        {
            Model = fields.String("model", required: true) ?? "",
            Input = dialect is EmulatorDialect.Released
                ? ChatInputReader.Read(fields.Find("input", required: true), issues)
                : [new InputPart.Text(fields.String("input", required: true) ?? "")],
            SystemPrompt = fields.String("system_prompt"),
            Stream = fields.Boolean("stream") ?? false,
            Temperature = fields.Number("temperature", 0, 1),
            TopP = fields.Number("top_p", 0, 1),
            TopK = fields.Integer("top_k", 0),
            MaxOutputTokens = fields.Integer("max_output_tokens", 1),
            ContextLength = fields.Integer("context_length", 1),
            Store = fields.Boolean("store") ?? true,
        };
        fields.Number("min_p", 0, 1);
        fields.Number("repeat_penalty", 0);
        if (dialect is EmulatorDialect.Released)
        {
            // Not documented, but accepted according to a client; its range is unknown.
            fields.Number("presence_penalty", double.NegativeInfinity);
        }

        request = dialect is EmulatorDialect.Released ? ReadReleased(request, fields, issues) : ReadPreview(request, fields, issues);
        fields.RefuseUnknownKeys();
        SchemaReader.ThrowIfAny(issues);
        return request;
    }

    private static ChatRequest ReadReleased(ChatRequest request, SchemaReader fields, List<SchemaIssue> issues) => request with
    {
        Integrations = ReadIntegrations(fields, issues),
        Reasoning = fields.String("reasoning"),
        ConversationId = fields.String("previous_response_id", prefix: "resp_"),
    };

    private static ChatRequest ReadPreview(ChatRequest request, SchemaReader fields, List<SchemaIssue> issues)
    {
        string? effort = fields.String("reasoning_effort");
        if (effort is not (null or "low" or "medium" or "high"))
        {
            issues.Add(new($"Invalid enum value. Expected 'low' | 'medium' | 'high', received '{effort}'", "invalid_enum_value", "reasoning_effort"));
        }

        string? thinking = fields.Boolean("enable_thinking") switch { true => "on", false => "off", null => null };
        return request with
        {
            Integrations = ReadMcpServers(fields, issues),
            Reasoning = thinking is "off" ? thinking : effort ?? thinking,
            ConversationId = fields.String("thread_id", prefix: "thread_"),
        };
    }

    private static List<McpIntegration> ReadIntegrations(SchemaReader fields, List<SchemaIssue> issues)
    {
        List<McpIntegration> integrations = [];
        List<SchemaIssue> problems = [];
        foreach ((int index, JsonElement item) in (fields.Array("integrations") ?? []).Index())
        {
            if (item.ValueKind is JsonValueKind.String)
            {
                integrations.Add(new McpIntegration.Plugin(item.GetString()!, null));
                continue;
            }

            SchemaReader server = new(item, $"integrations.{index}", problems);
            switch (server.Find("type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null)
            {
                case "plugin":
                    integrations.Add(new McpIntegration.Plugin(server.String("id", required: true) ?? "", server.Strings("allowed_tools")));
                    server.RefuseUnknownKeys();
                    break;
                case "ephemeral_mcp":
                    integrations.Add(new McpIntegration.Ephemeral(
                        server.String("server_label", required: true) ?? "",
                        server.String("server_url", required: true) ?? "",
                        server.Strings("allowed_tools"),
                        server.StringMap("headers")));
                    server.RefuseUnknownKeys();
                    break;
                default:
                    problems.Add(new("Invalid discriminator value. Expected 'plugin' | 'ephemeral_mcp'", "invalid_union_discriminator", null));
                    break;
            }
        }

        AddUnionIssue(issues, problems, "integrations");
        return integrations;
    }

    private static List<McpIntegration> ReadMcpServers(SchemaReader fields, List<SchemaIssue> issues)
    {
        List<McpIntegration> integrations = [];
        foreach ((int index, JsonElement item) in (fields.Array("mcp_servers") ?? []).Index())
        {
            SchemaReader server = new(item, $"mcp_servers.{index}", issues);
            integrations.Add(new McpIntegration.Ephemeral(
                server.String("server_label", required: true) ?? "",
                server.String("server_url", required: true) ?? "",
                server.Strings("allowed_tools"),
                Headers: null));
            server.RefuseUnknownKeys();
        }

        return integrations;
    }

    /// <summary>Adds the issues in a value of a union type as one issue, with the code of the union and the name of the field.</summary>
    public static void AddUnionIssue(List<SchemaIssue> issues, List<SchemaIssue> problems, string param)
    {
        if (problems.Count > 0)
        {
            issues.Add(new(string.Join(", ", problems.Select(static problem => problem.Message)), "invalid_union", param));
        }
    }
}
