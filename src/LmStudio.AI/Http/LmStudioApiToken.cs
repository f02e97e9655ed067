namespace LmStudio.AI;

/// <summary>Finds the API token and validates it.</summary>
internal static class LmStudioApiToken
{
    /// <summary>Returns the configured token, or else that of the environment variable, or else <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">The token has invalid characters. The message does not contain it.</exception>
    public static string? Resolve(string? configured) =>
        Check(configured ?? Environment.GetEnvironmentVariable(LmStudioClientOptions.ApiTokenEnvironmentVariable));

    /// <summary>Returns the token as it is sent, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="ArgumentException">The token has invalid characters. The message does not contain it.</exception>
    public static string? Check(string? given)
    {
        // Pasted tokens and those read from files end in white space.
        string token = (given ?? "").Trim();
        if (token.Length == 0)
        {
            return null;
        }

        return token.All(static c => c is > ' ' and < '\x7f')
            ? token
            : throw new ArgumentException(
                $"The API token contains white space or non-ASCII characters. Copy it again from LM Studio's server settings into {nameof(LmStudioClientOptions.ApiToken)} or {LmStudioClientOptions.ApiTokenEnvironmentVariable}.",
                nameof(LmStudioClientOptions.ApiToken));
    }
}
