namespace LmStudio.AI.Emulator;

/// <summary>A request as a server of this package received it.</summary>
public sealed class EmulatorRequest
{
    internal EmulatorRequest(string method, string path, IReadOnlyDictionary<string, string> headers, string body)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
    }

    /// <summary>Gets the HTTP method, in capitals.</summary>
    public string Method { get; }

    /// <summary>Gets the path with its leading slash and without the query, for example <c>/api/v1/chat</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the headers. Names are found whatever their case; the values of a repeated header are joined with a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text; empty when there was none.</summary>
    public string Body { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";
}
