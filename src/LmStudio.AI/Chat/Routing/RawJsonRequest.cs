using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>Creates requests and merges the caller's JSON into them: a <see cref="JsonObject"/> from <c>RawRepresentationFactory</c>.</summary>
internal static class RawJsonRequest
{
    /// <summary>
    /// Creates a request. The properties of a raw JSON request replace those of the body; a null property removes that of the body, as the server
    /// rejects nulls. Only <c>stream</c> cannot be overridden.
    /// </summary>
    public static LmStudioRequest Post<T>(string path, T body, JsonTypeInfo<T> type, object? rawRequest, IReadOnlyList<string>? secrets = null)
    {
        if (rawRequest is not JsonObject raw || JsonSerializer.SerializeToNode(body, type) is not JsonObject request)
        {
            return LmStudioRequest.Post(path, body, type, secrets, error => SchemaFault.Explain(error, () => JsonSerializer.SerializeToNode(body, type)));
        }

        foreach (KeyValuePair<string, JsonNode?> member in raw)
        {
            if (member.Key == "stream")
            {
                continue;
            }

            _ = request.Remove(member.Key);
            if (member.Value is not null)
            {
                // A clone, because a node has only one parent and the caller's object must not change.
                request[member.Key] = member.Value.DeepClone();
            }
        }

        return LmStudioRequest.Post(path, request, LmStudioJsonContext.Default.JsonObject, secrets, error => SchemaFault.Explain(error, () => request));
    }
}
