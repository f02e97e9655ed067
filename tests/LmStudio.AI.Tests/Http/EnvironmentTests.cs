namespace LmStudio.AI.Tests;

/// <summary>What the environment sets. Its variables are the whole process's, so nothing runs beside these tests.</summary>
[Collection(nameof(EnvironmentTests))]
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] Names = [LmStudioClientOptions.EndpointEnvironmentVariable, LmStudioClientOptions.ApiTokenEnvironmentVariable];

    private readonly string?[] _before = [.. Names.Select(Environment.GetEnvironmentVariable)];

    public EnvironmentTests() => Set(endpoint: null, token: null);

    public void Dispose() => Set(_before[0], _before[1]);

    [Fact]
    public void Endpoint_NothingSet_IsDefault()
    {
        using LmStudioClient client = new();

        Assert.Equal("http://localhost:1234/", client.Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://lm.test:5000/v1", "http://lm.test:5000/")]
    [InlineData("  http://lm.test:5000  ", "http://lm.test:5000/")]
    [InlineData("lm.test:5000", "http://lm.test:5000/")]
    [InlineData("localhost:5000/api/v1", "http://localhost:5000/")]
    [InlineData("", "http://localhost:1234/")]
    [InlineData("  ", "http://localhost:1234/")]
    public void Endpoint_Variable_IsUsed(string value, string expected)
    {
        Set(value, token: null);

        using LmStudioClient client = new();
        using LmStudioChatClient chatClient = new("m");

        Assert.Equal(expected, client.Endpoint.AbsoluteUri);
        Assert.Equal(expected, ((LmStudioClient)chatClient.GetService(typeof(LmStudioClient))!).Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("ftp://lm.test")]
    [InlineData("not an address")]
    public void Create_VariableIsNoAddress_NamesTheVariable(string value)
    {
        Set(value, token: null);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new LmStudioClient());

        Assert.Contains("LM_STUDIO_ENDPOINT", exception.Message);
    }

    [Fact]
    public void Endpoint_Set_WinsOverVariable()
    {
        Set("http://variable.test", token: null);

        using LmStudioClient client = new(new Uri("http://lm.test"));

        Assert.Equal("http://lm.test/", client.Endpoint.AbsoluteUri);
    }

    // protocol.md, "Authentication": LM Studio's own SDKs read the same variable, and ignore it when it is empty.
    [Theory]
    [InlineData("token-of-environment", null, "Bearer token-of-environment")]
    [InlineData("token-of-environment\n", null, "Bearer token-of-environment")]
    [InlineData("token-of-environment", "token-of-options", "Bearer token-of-options")]
    [InlineData("token-of-environment", "", null)]
    [InlineData("", null, null)]
    [InlineData(" ", null, null)]
    [InlineData(null, null, null)]
    public async Task ListModels_TokenVariable_IsSent(string? variable, string? option, string? expected)
    {
        Set(endpoint: null, variable);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels("""{"models":[]}""");
        using HttpClient httpClient = new(handler);
        using LmStudioClient client = new(httpClient, new() { ApiToken = option });

        _ = await client.ListModelsAsync();

        Assert.Equal(expected, handler.Requests[0].Headers.Authorization?.ToString());
    }

    private static void Set(string? endpoint, string? token)
    {
        Environment.SetEnvironmentVariable(Names[0], endpoint);
        Environment.SetEnvironmentVariable(Names[1], token);
    }
}
