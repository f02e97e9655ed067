using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Tests;

/// <summary>A token that goes over plain http to another machine can be read on the way.</summary>
public class PlainTokenTests
{
    private const string Token = "tok-1234-secret";

    [Fact]
    public async Task AnyRequest_TokenOverPlainHttp_IsWarnedOfOnce()
    {
        string[] warnings = await GetWarningsAsync("http://lm.test:1234", Token);

        Assert.StartsWith("Http Warning: The API token is sent to http://lm.test:1234 over unencrypted http", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://lm.test:1234", "")]
    [InlineData("https://lm.test", Token)]
    [InlineData("http://localhost:1234", Token)]
    [InlineData("http://127.0.0.1:1234", Token)]
    [InlineData("http://[::1]:1234", Token)]
    public async Task AnyRequest_NoTokenOrSafeWay_IsNot(string endpoint, string token) => Assert.Empty(await GetWarningsAsync(endpoint, token));

    private static async Task<string[]> GetWarningsAsync(string endpoint, string token)
    {
        using LogRecorder log = new(LogLevel.Information);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels("""{"models":[]}""").ExpectModels("""{"models":[]}""");
        using HttpClient httpClient = new(handler);
        using LmStudioClient client = new(httpClient, new() { Endpoint = new Uri(endpoint), ApiToken = token }, log);

        _ = await client.ListModelsAsync();
        _ = await client.ListModelsAsync();

        return log.Lines;
    }
}
