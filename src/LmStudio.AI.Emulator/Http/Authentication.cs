using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>Checks API tokens, when there are any.</summary>
internal static partial class Authentication
{
    private const string Scheme = "Bearer ";

    /// <exception cref="WireException">Authentication is on, and the request has no token or not one of these.</exception>
    public static void Require(EmulatorRequest request, IReadOnlyCollection<string> tokens)
    {
        if (tokens.Count is 0)
        {
            return;
        }

        string token = FindToken(request) ?? throw WireErrors.TokenRequired();
        if (!tokens.Contains(token))
        {
            throw WellFormed().IsMatch(token) ? WireErrors.TokenUnknown(token) : WireErrors.TokenMalformed(token);
        }
    }

    private static string? FindToken(EmulatorRequest request)
    {
        if (request.Headers.GetValueOrDefault("Authorization") is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return header[Scheme.Length..].Trim();
        }

        // What Anthropic's clients send.
        return request.Path is "/v1/messages" ? request.Headers.GetValueOrDefault("x-api-key") : null;
    }

    [GeneratedRegex("^sk-lm-[a-zA-Z0-9]{8}:[a-zA-Z0-9]{20}$")]
    private static partial Regex WellFormed();
}
