using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>Replaces or removes one of the values in a JSON text.</summary>
/// <param name="Position">Which value, modulo their count.</param>
/// <param name="Replacement">The JSON in its place; null removes a member.</param>
internal sealed record JsonMutation(int Position, string? Replacement)
{
    private const string Placeholder = "\u0001placeholder";

    private static readonly string QuotedPlaceholder = JsonSerializer.Serialize(Placeholder);

    public static Gen<JsonMutation> Any { get; } = Gen.Select(
        Gen.Int[0, 255],
        Gen.OneOf<string?>(
            null, "null", "true", "false", "0", "-1", "3.0", "1e400", "99999999999999999999", "\"\"", "\"x\"", "\"0\"", "[]", "{}", "[null]", "{\"a\":null}", "[{}]", "\"\\ud83d\"", "\"\\udc00x\"", "\"\\u0000\""),
        static (position, replacement) => new JsonMutation(position, replacement));

    public string Apply(string json)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(json);
            List<(JsonNode Parent, string? Name, int Index)> places = [];
            Collect(root, places);
            if (places.Count == 0)
            {
                return Replacement ?? "null";
            }

            (JsonNode parent, string? name, int index) = places[Position % places.Count];
            if (parent is JsonObject members)
            {
                if (Replacement is null)
                {
                    _ = members.Remove(name!);
                }
                else
                {
                    members[name!] = Placeholder;
                }
            }
            else
            {
                ((JsonArray)parent)[index] = Placeholder;
            }

            return root!.ToJsonString().Replace(QuotedPlaceholder, Replacement ?? "null", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // An earlier mutation has left what is no JSON, or none that can be changed.
            return json;
        }
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    places.Add((members, name, 0));
                    Collect(value, places);
                }

                break;

            case JsonArray items:
                for (int index = 0; index < items.Count; index++)
                {
                    places.Add((items, null, index));
                    Collect(items[index], places);
                }

                break;
        }
    }
}
