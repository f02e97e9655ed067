namespace LmStudio.AI.Tests;

/// <summary>docs/telemetry.md, "Secrets": exceptions from below and from the caller's own code are kept as the cause, unless they quote a secret.</summary>
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
        Assert.Equal("'GET /api/v1/models' to http://lm.test:1234 failed in a handler of the HttpClient: No route for '***'. See the inner exception, and correct the handler or remove it from LM Studio's HttpClient.", exception.Message);
        Assert.StartsWith("System.NotSupportedException: No route for '***'.", exception.InnerException!.ToString());
        Assert.Contains(nameof(QuotingHandler), exception.InnerException.ToString());
        Assert.DoesNotContain(Token, exception.ToString());
    }

    [Theory]
    [InlineData(nameof(QuotingHandler))]
    [InlineData("SendAsync")]
    public async Task AnyRequest_OnlyTheStackHasTheToken_KeepsTheCause(string token)
    {
        NotSupportedException thrown = new("No route.");
        using QuotingHandler handler = new(_ => thrown);
        using LmStudioClient client = Clients.Create(handler, apiToken: token);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Same(thrown, exception.InnerException);
        Assert.Contains(token, exception.InnerException!.StackTrace);
    }

    public static TheoryData<Func<string, Exception>> ExceptionsWithData => new()
    {
        static token => new HttpRequestException("No route.") { Data = { ["token"] = token } },
        static token => new HttpRequestException("No route.") { Data = { [token] = 1 } },
        static token => new HttpRequestException("No route.") { Data = { ["headers"] = new[] { "Bearer " + token } } },
        static token => new HttpRequestException("No route.") { Data = { ["headers"] = new Dictionary<string, string> { ["Authorization"] = token } } },
        static token => new HttpRequestException("No route.") { Data = { ["request"] = new HttpRequestMessage { Headers = { { "Authorization", "Bearer " + token } } } } },
        static token => new HttpRequestException("No route.", new IOException("Cut.") { Data = { ["token"] = token } }),
        static token => new HttpRequestException("No route.") { Data = { ["headers"] = new Dictionary<string, string[]> { ["Authorization"] = ["Bearer " + token] } } },
        static token => new HttpRequestException("No route.") { Data = { ["request"] = Tuple.Create(1, new[] { token }) } },
        static token => new HttpRequestException("No route.") { HelpLink = "http://lm.test/?token=" + token },
        static token => new HttpRequestException("No route.", new IOException("Cut.") { Source = token }),
        static token => new AggregateException(new IOException("One."), new IOException("Two.") { Data = { ["token"] = token } }),
    };

    // Loggers write out what an exception carries beside its message.
    [Theory]
    [MemberData(nameof(ExceptionsWithData), DisableDiscoveryEnumeration = true)]
    public async Task AnyRequest_DataOfTheExceptionHasTheToken_IsToldWithoutIt(Func<string, Exception> create)
    {
        using QuotingHandler handler = new(create);
        using LmStudioClient client = Clients.Create(handler, apiToken: Token);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Empty(exception.InnerException!.Data);
        Assert.Null(exception.InnerException.InnerException);
        Assert.Contains(create(Token).GetType().Name, exception.InnerException.ToString());
        Assert.DoesNotContain(Token, exception.ToString());
    }

    [Fact]
    public async Task AnyRequest_DataOfTheExceptionHasNoSecret_KeepsTheCause()
    {
        HttpRequestException thrown = new("No route.") { Data = { ["try"] = 1, ["at"] = DateTime.Now, ["none"] = null } };
        using QuotingHandler handler = new(_ => thrown);
        using LmStudioClient client = Clients.Create(handler, apiToken: Token);

        Assert.Same(thrown, (await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync())).InnerException);
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
