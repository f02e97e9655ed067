using System.Text.Json.Nodes;

namespace LmStudio.AI.Tests;

/// <summary>Compares JSON, whatever its white space and the order of its properties.</summary>
internal static class Json
{
    public static void Equal(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected: {JsonNode.Parse(expected)!.ToJsonString()}\nActual:   {actual}");
}
