namespace LmStudio.AI;

/// <summary>Hides the token where a failure quotes it, as that of an answer that is no HTTP does. It stands below the log of <see cref="IHttpClientFactory"/>, which writes failures out.</summary>
internal sealed class TokenHidingHandler(HttpMessageHandler innerHandler) : DelegatingHandler(innerHandler)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (SecretRedactor.Redact(exception, request.Headers.Authorization?.Parameter) is var safe && safe != exception)
        {
#if NET
            throw new HttpRequestException(exception.HttpRequestError, safe.Message, safe, exception.StatusCode);
#else
            throw new HttpRequestException(safe.Message, safe);
#endif
        }
    }
}
