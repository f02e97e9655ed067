using System.Text.Json;

namespace LmStudio.AI;

/// <summary>An item of the output: a message, reasoning, a function call, an MCP call or another type.</summary>
internal sealed class ResponsesOutputItem
{
    /// <summary>Gets the kind: <c>message</c>, <c>reasoning</c>, <c>function_call</c>, <c>mcp_call</c> or another.</summary>
    public string? Type { get; private init; }

    public string? Id { get; private init; }

    public string? Status { get; private init; }

    /// <summary>Gets the texts of a message or of reasoning, whose summary comes first.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Gets the id that a function call and its output share.</summary>
    public string? CallId { get; private init; }

    public string? Name { get; private init; }

    /// <summary>Gets the arguments of a call: a JSON object as a string.</summary>
    public string? Arguments { get; private init; }

    /// <summary>Gets the label of the MCP server that was called.</summary>
    public string? ServerLabel { get; private init; }

    /// <summary>Gets the output of an MCP call.</summary>
    public string? Output { get; private init; }

    /// <summary>Gets the error of an MCP call.</summary>
    public string? Error { get; private init; }

    /// <summary>Gets the JSON of the item.</summary>
    public JsonElement Data { get; private init; }

    public static ResponsesOutputItem Read(JsonElement item) => new()
    {
        Type = JsonMember.GetOptionalText(item, "type"),
        Id = JsonMember.GetOptionalText(item, "id"),
        Status = JsonMember.GetOptionalText(item, "status"),
        Texts = [.. ReadTexts(item, "summary"), .. ReadTexts(item, "content")],
        CallId = JsonMember.GetTextOrJson(item, "call_id"),
        Name = JsonMember.GetText(item, "name"),
        Arguments = JsonMember.GetTextOrJson(item, "arguments"),
        ServerLabel = JsonMember.GetOptionalText(item, "server_label"),
        Output = JsonMember.GetTextOrJson(item, "output"),
        Error = ReadError(item),
        Data = item,
    };

    /// <summary>Reads the parts of a text, or one that is not in parts.</summary>
    private static IEnumerable<string> ReadTexts(JsonElement item, string name) =>
        (JsonMember.GetItems(item, name)?.Select(static part => JsonMember.GetText(part, "text")) ?? [JsonMember.GetText(item, name)])
            .OfType<string>().Where(static text => text.Length > 0);

    /// <summary>Reads the error, which is documented as a string but was also seen as an object.</summary>
    private static string? ReadError(JsonElement item) =>
        JsonMember.GetText(JsonMember.GetObject(item, "error"), "message") ?? JsonMember.GetTextOrJson(item, "error");
}
