namespace LmStudio.AI.Emulator;

/// <summary>Represents a request as received by an emulator, a replay server or an MCP server.</summary>
public sealed class EmulatorRequest
{
    internal EmulatorRequest(string method, string path, IReadOnlyDictionary<string, string> headers, string body)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
    }

    /// <summary>Gets the HTTP method, in uppercase.</summary>
    public string Method { get; }

    /// <summary>Gets the path, with a leading slash and without the query, for example <c>/api/v1/chat</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the headers. Names are case-insensitive. The values of a repeated header are joined with a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text, or an empty string if there is no body.</summary>
    public string Body { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";
}
