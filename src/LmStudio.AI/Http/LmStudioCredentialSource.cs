namespace LmStudio.AI;

/// <summary>Gives each request its credentials: always the same ones, or those with the token that a provider gives.</summary>
internal sealed class LmStudioCredentialSource(Uri endpoint, string? apiToken, Func<CancellationToken, ValueTask<string?>>? provider)
{
    private volatile LmStudioCredentials _last = new(endpoint, apiToken);

    /// <summary>Gets the most recent credentials.</summary>
    public LmStudioCredentials Last => _last;

    public ValueTask<LmStudioCredentials> GetAsync(CancellationToken cancellationToken) =>
        provider is null ? new(_last) : AskAsync(provider, cancellationToken);

    private async ValueTask<LmStudioCredentials> AskAsync(Func<CancellationToken, ValueTask<string?>> provider, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = LmStudioApiToken.Check(await provider(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The exception's message may contain secrets, so it is not repeated.
            throw new LmStudioException(
                LmStudioErrorKind.Unauthorized,
                $"{nameof(LmStudioClientOptions)}.{nameof(LmStudioClientOptions.ApiTokenProvider)} did not provide a valid token for {endpoint.AbsoluteUri.TrimEnd('/')}: it failed with {exception.GetType().Name}. See the inner exception.",
                _last.Failures.Redact(exception, secrets: null));
        }

        LmStudioCredentials last = _last;
        return last.Has(token) ? last : _last = new LmStudioCredentials(endpoint, token);
    }
}
