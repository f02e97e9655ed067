namespace LmStudio.AI.Tests;

/// <summary>What becomes of the base addresses that users paste (docs/protocol.md, "Base URL and detection").</summary>
public class EndpointTests
{
    [Theory]
    [InlineData("http://localhost:1234", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/", "http://localhost:1234/")]
    [InlineData("http://localhost:1234//", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1/", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/V1", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/api/v1", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/api/v1/", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/api/v0", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/?x=1#y", "http://localhost:1234/")]
    [InlineData("https://lm.example.org/studio", "https://lm.example.org/studio/")]
    [InlineData("https://lm.example.org/studio/api/v1/", "https://lm.example.org/studio/")]
    [InlineData("https://lm.example.org/studio/v1", "https://lm.example.org/studio/")]
    [InlineData("http://localhost:1234/v1/chat/completions", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1/chat/completions/", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1/responses", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1/messages", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1/embeddings", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1/models", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/api/v1/chat", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/api/v1/models/load", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/api/v0/chat/completions", "http://localhost:1234/")]
    [InlineData("https://lm.example.org/studio/v1/chat/completions", "https://lm.example.org/studio/")]
    [InlineData("https://lm.example.org/chat", "https://lm.example.org/chat/")]
    [InlineData("http://[::1]:1234/v1", "http://[::1]:1234/")]
    [InlineData("http://192.168.0.2", "http://192.168.0.2/")]
    public void Endpoint_PastedAddress_IsRootOfServer(string pasted, string expected)
    {
        using LmStudioClient client = new(new Uri(pasted), apiToken: "");

        Assert.Equal(expected, client.Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("localhost:1234")]
    [InlineData("ftp://localhost")]
    [InlineData("/v1")]
    public void Create_NoHttpAddress_Throws(string address)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("Endpoint", () => new LmStudioClient(new Uri(address, UriKind.RelativeOrAbsolute), apiToken: ""));

        Assert.Contains("Write it like 'http://localhost:1234'.", exception.Message);
    }

    [Fact]
    public async Task ListModels_EndpointWithPath_AppendsToIt()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /studio/api/v1/models", null, Answer.Json("""{"models":[]}"""));
        using HttpClient httpClient = new(handler);
        using LmStudioClient client = new(httpClient, new() { Endpoint = new Uri("https://lm.example.org/studio/v1"), ApiToken = "" });

        Assert.Empty(await client.ListModelsAsync());
    }

    [Fact]
    public void Endpoint_BaseAddressOfHttpClient_IsUsedWhereNoneIsSet()
    {
        using HttpClient httpClient = new() { BaseAddress = new Uri("http://lm.test/api/v1/") };

        using LmStudioClient client = new(httpClient, new() { ApiToken = "" });
        using LmStudioClient other = new(httpClient, new() { ApiToken = "", Endpoint = new Uri("http://other.test") });

        Assert.Equal("http://lm.test/", client.Endpoint.AbsoluteUri);
        Assert.Equal("http://other.test/", other.Endpoint.AbsoluteUri);
    }
}
