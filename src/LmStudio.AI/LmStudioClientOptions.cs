namespace LmStudio.AI;

/// <summary>Options for <see cref="LmStudioClient"/>.</summary>
public sealed class LmStudioClientOptions
{
    /// <summary>The environment variable for the endpoint, used if <see cref="Endpoint"/> is not set.</summary>
    public const string EndpointEnvironmentVariable = "LM_STUDIO_ENDPOINT";

    /// <summary>The environment variable for the API token, used if <see cref="ApiToken"/> is not set. LM Studio's own SDKs read it too.</summary>
    public const string ApiTokenEnvironmentVariable = "LM_API_TOKEN";

    /// <summary>Gets or sets the server's address.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>, which uses the base address of an injected <see cref="HttpClient"/>, the environment variable
    /// <c>LM_STUDIO_ENDPOINT</c>, or <c>http://localhost:1234</c>, in this order. A trailing <c>/v1</c> or <c>/api/v1</c> is removed.
    /// </remarks>
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets the API token, sent as <c>Authorization: Bearer</c>.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>, which uses the environment variable <c>LM_API_TOKEN</c> if it is set. An empty string sends no token.
    /// LM Studio requires a token only if its server setting "Require Authentication" is on
    /// (<see href="https://lmstudio.ai/docs/developer/core/authentication"/>).
    /// </remarks>
    public string? ApiToken { get; set; }

    /// <summary>Gets or sets a callback that provides the API token for each request, for tokens that change. It should cache the token.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>, which uses <see cref="ApiToken"/>. If it is set, <see cref="ApiToken"/> and <c>LM_API_TOKEN</c> are ignored. If it
    /// returns <see langword="null"/> or an empty string, no token is sent. It receives the cancellation token of the request. If it throws, the request fails
    /// with an <see cref="LmStudioException"/> of kind <see cref="LmStudioErrorKind.Unauthorized"/> whose inner exception is the one that it threw, with any secrets
    /// redacted.
    /// </remarks>
    public Func<CancellationToken, ValueTask<string?>>? ApiTokenProvider { get; set; }

    /// <summary>Gets or sets the default model of chat clients over the client, and of registered health checks and warm-ups.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>: chat clients use the only loaded LLM, health checks accept any model, and warm-ups load nothing. Embedding generators
    /// and the requests of <see cref="LmStudioClient"/> itself do not use it.
    /// </remarks>
    public string? Model { get; set; }

    /// <summary>Gets or sets the version of the native chat API that requests use. The default is <see cref="LmStudioApiDialect.Auto"/>.</summary>
    public LmStudioApiDialect Dialect { get; set; }
}
