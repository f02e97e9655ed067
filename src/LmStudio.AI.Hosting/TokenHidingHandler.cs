namespace LmStudio.AI;

/// <summary>
/// Redacts the token in exceptions, for example for invalid HTTP responses. It runs inside the logging handlers of <see cref="IHttpClientFactory"/>, which log
/// exceptions.
/// </summary>
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
