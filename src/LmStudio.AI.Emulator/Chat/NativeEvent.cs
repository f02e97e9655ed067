using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>An event of a native chat stream.</summary>
/// <param name="Type">The type, which is also the first property of the data.</param>
/// <param name="Data">The data.</param>
/// <param name="Failure">With an <c>error</c> event, what a request that doesn't stream gets as its reply.</param>
internal sealed record NativeEvent(string Type, JsonObject Data, WireException? Failure = null)
{
    public static NativeEvent Create(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in properties)
        {
            data[name] = value;
        }

        return new(type, data);
    }

    public static NativeEvent Error(WireException failure) =>
        new("error", new() { ["type"] = "error", ["error"] = failure.Error.DeepClone() }, failure);
}
