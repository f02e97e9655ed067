using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>Removes the secrets of a request from the recorded request and response: the API token, and the secrets for MCP servers.</summary>
internal sealed class RecordedSecrets
{
    /// <summary>The replacement of a secret.</summary>
    public const string Hidden = "***";

    /// <summary>A shorter secret is only hidden in its own field, and not searched for elsewhere, as it could be part of ordinary words.</summary>
    private const int ShortestSearched = 6;

    private static readonly string[] SecretNames = ["authorization", "authorization_token", "api_key", "apiKey", "token", "access_token"];

    private readonly HashSet<string> _secrets = [];

    /// <param name="headers">The headers whose values are secret, such as <c>Authorization</c>. A scheme such as <c>Bearer</c> may precede the secret.</param>
    public RecordedSecrets(params IEnumerable<string?> headers)
    {
        foreach (string? header in headers)
        {
            Add(header?[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }
    }

    /// <summary>Hides the secrets in a request's body, and remembers them to hide them in the response.</summary>
    public JsonElement HideInRequest(JsonElement body)
    {
        JsonNode? node = JsonSerializer.SerializeToNode(body);
        Collect(node);
        return JsonSerializer.SerializeToElement(HideIn(node));
    }

    /// <summary>Hides the known secrets.</summary>
    public string Hide(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return text;
    }

    private static bool IsSecret(string name) => SecretNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    private void Add(string? secret)
    {
        if (secret?.Length >= ShortestSearched)
        {
            _secrets.Add(secret);

            // The JSON-encoded form.
            _secrets.Add(JsonEncodedText.Encode(secret).Value);
        }
    }

    /// <summary>Replaces the values of fields for secrets.</summary>
    private void Collect(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Collect(item);
                }

                break;

            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToArray())
                {
                    if (value is JsonObject headers && name is "headers")
                    {
                        foreach ((string header, JsonNode? secret) in headers.ToArray())
                        {
                            headers[header] = HideValue(secret);
                        }
                    }
                    else if (IsSecret(name) && value is JsonValue)
                    {
                        members[name] = HideValue(value);
                    }
                    else if (name is "server_url" && value is JsonValue && value.GetValueKind() is JsonValueKind.String)
                    {
                        members[name] = HideInAddress(value.GetValue<string>());
                    }
                    else
                    {
                        Collect(value);
                    }
                }

                break;
        }
    }

    private string HideValue(JsonNode? value)
    {
        string? secret = value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString();
        Add(secret);
        Add(secret?[(secret.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return Hidden;
    }

    /// <summary>Hides the user, the password and the query of an address.</summary>
    private string HideInAddress(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || (uri.UserInfo.Length == 0 && uri.Query.Length == 0))
        {
            return address;
        }

        Add(uri.UserInfo);
        Add(uri.Query.TrimStart('?'));
        foreach (string parameter in uri.Query.TrimStart('?').Split('&'))
        {
            Add(parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        }

        UriBuilder builder = new(uri) { UserName = "", Password = "", Query = uri.Query.Length > 0 ? Hidden : "" };
        return builder.Uri.AbsoluteUri;
    }

    /// <summary>Replaces secrets that stand elsewhere, such as a token that is quoted in a text.</summary>
    private JsonNode? HideIn(JsonNode? node) => node switch
    {
        JsonArray items => new JsonArray([.. items.Select(item => HideIn(item))]),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, HideIn(member.Value)))),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => Hide(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };
}
