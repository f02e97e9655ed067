using System.Text;
using System.Text.Json;

namespace LmStudio.AI.Tests;

/// <summary>The payloads in the folder of that name: answers of LM Studio in full length.</summary>
internal static class Payload
{
    public static string Read(string name)
    {
        using Stream stream = typeof(Payload).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("No such payload.", name);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Lists the payloads that end in an extension, as the data of a theory.</summary>
    public static TheoryData<string> List(string extension) =>
        [.. typeof(Payload).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Returns the whole answer that a stream ends with.</summary>
    public static string ReadResult(string stream)
    {
        string data = stream.Split('\n').Last(static line => line.StartsWith("data: {\"type\":\"chat.end\"", StringComparison.Ordinal))["data: ".Length..];
        using JsonDocument end = JsonDocument.Parse(data);
        return end.RootElement.GetProperty("result").GetRawText();
    }
}
