using System.Net.Http.Headers;

namespace LmStudio.AI;

/// <summary>An API token, or none, with all that depends on it: the header that has it and the messages that must not.</summary>
internal sealed class LmStudioCredentials(Uri endpoint, string? apiToken)
{
    public AuthenticationHeaderValue? Authorization { get; } = apiToken is null ? null : new AuthenticationHeaderValue("Bearer", apiToken);

    public FailureMapper Failures { get; } = new(endpoint, apiToken);

    public bool Has(string? otherToken) => otherToken == apiToken;
}
