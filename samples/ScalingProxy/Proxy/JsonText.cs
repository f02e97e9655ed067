using System.Text.Json;

namespace ScalingSample.Proxy;

/// <summary>Finds one text in JSON without reading the rest into objects: bodies with images are large, and streams have many events.</summary>
internal static class JsonText
{
    /// <summary>Returns the text at a path of member names, or null if there is none or this is no JSON.</summary>
    public static string? Find(ReadOnlySpan<byte> json, params ReadOnlySpan<string> path)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            _ = reader.Read();
            foreach (string name in path)
            {
                if (!TryEnter(ref reader, name))
                {
                    return null;
                }
            }

            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is no Unicode. The server will say so.
            return null;
        }
    }

    private static bool TryEnter(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = reader.ValueTextEquals(name);
            _ = reader.Read();
            if (isFound)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
