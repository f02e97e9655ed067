namespace LmStudio.AI.Tests;

/// <summary>docs/telemetry.md, "Secrets": exceptions from below and from the caller's own code stay as they are, unless they quote a secret.</summary>
public class SecretExceptionTests
{
    private const string Token = "tok-1234-secret";

    [Fact]
    public async Task AnyRequest_HandlerQuotesTheToken_IsToldWithoutIt()
    {
        using QuotingHandler handler = new(static token => new NotSupportedException($"No route for '{token}'."));
        using LmStudioClient client = Clients.Create(handler, apiToken: Token);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Equal(LmStudioErrorKind.Unknown, exception.Kind);
        Assert.Equal("'GET /api/v1/models' to http://lm.test:1234 failed in a handler of the HttpClient: No route for '***'. Look at the inner exception.", exception.Message);
        Assert.StartsWith("System.NotSupportedException: No route for '***'.", exception.InnerException!.ToString());
        Assert.Contains(nameof(QuotingHandler), exception.InnerException.ToString());
        Assert.DoesNotContain(Token, exception.ToString());
    }

    [Fact]
    public async Task AnyRequest_HandlerQuotesNoSecret_ThrowsWhatTheHandlerThrew()
    {
        NotSupportedException thrown = new("No route.");
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /api/v1/models", null, Answer.Failure(thrown));
        using LmStudioClient client = Clients.Create(handler, apiToken: Token);

        Assert.Same(thrown, await Assert.ThrowsAsync<NotSupportedException>(() => client.ListModelsAsync()));
    }

    [Theory]
    [InlineData(nameof(QuotingHandler))]
    [InlineData("SendAsync")]
    public async Task AnyRequest_OnlyTheStackHasTheToken_ThrowsWhatTheHandlerThrew(string token)
    {
        NotSupportedException thrown = new("No route.");
        using QuotingHandler handler = new(_ => thrown);
        using LmStudioClient client = Clients.Create(handler, apiToken: token);

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => client.ListModelsAsync());

        Assert.Same(thrown, exception);
        Assert.Contains(token, exception.StackTrace);
    }

    [Fact]
    public async Task AnyRequest_CancelledAndTheTokenQuoted_IsACancellationWithoutIt()
    {
        using CancellationTokenSource cancellation = new();
        using QuotingHandler handler = new(token =>
        {
            cancellation.Cancel();
            return new TaskCanceledException($"Gave up '{token}'.");
        });
        using LmStudioClient client = Clients.Create(handler, apiToken: Token);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListModelsAsync(cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal("Gave up '***'.", exception.Message);
        Assert.DoesNotContain(Token, exception.ToString());
    }

    [Fact]
    public async Task AnyRequest_ProviderQuotesTheLastToken_TellsTheCauseWithoutIt()
    {
        bool sealedVault = false;
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels("""{"models":[]}""");
        using LmStudioClient client = CreateClient(handler, _ => sealedVault ? throw new InvalidDataException($"'{Token}' has expired.") : new(Token));
        _ = await client.ListModelsAsync();
        sealedVault = true;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.Contains("it failed with InvalidDataException.", exception.Message);
        Assert.StartsWith("System.IO.InvalidDataException: '***' has expired.", exception.InnerException!.ToString());
        Assert.DoesNotContain(Token, exception.ToString());
    }

    // LM Studio's own tokens are known by their form.
    [Fact]
    public async Task AnyRequest_ProviderQuotesATokenThatWasNeverSent_HidesWhatLooksLikeOne()
    {
        using VerbatimHttpHandler handler = new();
        using LmStudioClient client = CreateClient(handler, static _ => throw new InvalidDataException("Revoked: sk-lm-abcd1234:abcdefghijklmnopqrst."));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Equal("Revoked: ***.", exception.InnerException!.Message);
        Assert.DoesNotContain("abcdefghijklmnopqrst", exception.ToString());
    }

    private static LmStudioClient CreateClient(HttpMessageHandler handler, Func<CancellationToken, ValueTask<string?>> provider) =>
        new(new HttpClient(handler), new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234"), ApiTokenProvider = provider });

    private sealed class QuotingHandler(Func<string, Exception> quote) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw quote(request.Headers.Authorization!.Parameter!);
    }
}
