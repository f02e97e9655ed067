namespace LmStudio.AI.Emulator.Tests;

public sealed class AuthenticationTests
{
    private const string Token = "sk-lm-12345678:12345678901234567890";

    [Fact]
    public async Task Request_WithoutToken_IsUnauthorized()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.GetAsync("/api/v1/models");

        Assert.Equal(401, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "type": "invalid_request",
                "code": "invalid_api_key",
                "message": "An LM Studio API token is required to make requests to this server, but none was provided using the Authorization header using the 'Bearer' scheme (i.e., 'Authorization: Bearer $LM_API_TOKEN'). Learn more at: https://lmstudio.ai/docs/developer/core/authentication."
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Request_WithTheToken_IsAnswered()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using Api api = new(lmStudio);
        api.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Token}");

        Assert.Equal(200, (await api.GetAsync("/api/v1/models")).Status);
    }

    [Theory]
    [InlineData(
        "lm-studio",
        "Malformed LM Studio API token provided: lm-studio. Ensure you are using a valid token. Learn more at: https://lmstudio.ai/docs/developer/core/authentication.")]
    [InlineData(
        "lm-studio-local",
        "Malformed LM Studio API token provided: lm-studio-*****. Ensure you are using a valid token. Learn more at: https://lmstudio.ai/docs/developer/core/authentication.")]
    [InlineData("sk-lm-00000000:00000000000000000000", "Invalid LM Studio API token provided: sk-lm-0000*************************")]
    public async Task Request_WithAnotherToken_IsUnauthorizedAndToldItsStart(string token, string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using Api api = new(lmStudio);
        api.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");

        Api.Reply reply = await api.GetAsync("/api/v1/models");

        Assert.Equal(401, reply.Status);
        Assert.Equal("invalid_api_key", (string?)reply.Json["error"]!["code"]);
        Assert.Equal(message, (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task Request_WithAnyTokenWhileAuthenticationIsOff_IsAnswered()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        api.Http.DefaultRequestHeaders.Add("Authorization", "Bearer dummy");

        Assert.Equal(200, (await api.GetAsync("/api/v1/models")).Status);
    }

    [Fact]
    public async Task Greeting_WithoutToken_IsAnswered()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using Api api = new(lmStudio);

        Assert.Equal(200, (await api.GetAsync("/lmstudio-greeting")).Status);
    }

    [Fact]
    public async Task Request_InvalidBodyWithoutToken_IsUnauthorized()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using Api api = new(lmStudio);

        Assert.Equal(401, (await api.ChatAsync("{")).Status);
    }
}
