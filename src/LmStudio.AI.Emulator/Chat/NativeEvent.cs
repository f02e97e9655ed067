using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>An event of a native chat stream.</summary>
/// <param name="Type">The type, which is also the first property of the data.</param>
/// <param name="Data">The data, or null for a delta, to avoid allocations.</param>
/// <param name="Content">The text of a delta.</param>
/// <param name="Failure">For an <c>error</c> event, the error response of a request that does not stream.</param>
internal sealed record NativeEvent(string Type, JsonObject? Data, string Content = "", WireException? Failure = null)
{
    /// <summary>Gets the JSON of the data.</summary>
    public string Json => Data is null ? $$"""{"type":"{{Type}}","content":{{WireJson.Text(Content)}}}""" : WireJson.Compact(Data);

    public static NativeEvent Create(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        JsonObject data = new() { ["type"] = type };
        foreach ((string name, JsonNode? value) in properties)
        {
            data[name] = value;
        }

        return new(type, data);
    }

    public static NativeEvent Error(WireException failure) =>
        new("error", new() { ["type"] = "error", ["error"] = failure.Error.DeepClone() }, Failure: failure);
}
