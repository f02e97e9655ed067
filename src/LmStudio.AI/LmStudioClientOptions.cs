namespace LmStudio.AI;

/// <summary>Where an <see cref="LmStudioClient"/> finds its server and how it speaks to it.</summary>
public sealed class LmStudioClientOptions
{
    /// <summary>The environment variable that gives the endpoint where <see cref="Endpoint"/> is not set.</summary>
    public const string EndpointEnvironmentVariable = "LM_STUDIO_ENDPOINT";

    /// <summary>The environment variable that gives the token where <see cref="ApiToken"/> is not set. LM Studio's own SDKs read it as well.</summary>
    public const string ApiTokenEnvironmentVariable = "LM_API_TOKEN";

    /// <summary>Gets or sets the server's address.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>: the base address of an injected <see cref="HttpClient"/>, else the environment variable
    /// <c>LM_STUDIO_ENDPOINT</c>, else <c>http://localhost:1234</c>. A tail of <c>/v1</c> or <c>/api/v1</c>, as other clients want it, is removed.
    /// </remarks>
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets the API token, sent as <c>Authorization: Bearer</c>.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>: the environment variable <c>LM_API_TOKEN</c>, else no token. An empty string sends none.
    /// LM Studio asks for a token only where its server setting "Require Authentication" is on
    /// (<see href="https://lmstudio.ai/docs/developer/core/authentication"/>).
    /// </remarks>
    public string? ApiToken { get; set; }

    /// <summary>Gets or sets what gives the API token where it changes: it is asked before each request, so it should answer from memory most times.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>: the token is <see cref="ApiToken"/>. If it is set, neither <see cref="ApiToken"/> nor <c>LM_API_TOKEN</c> is looked
    /// at, and where it gives <see langword="null"/> or an empty string, none is sent. It gets the cancellation token of the request. If it throws, the request
    /// fails with an <see cref="LmStudioException"/> of kind <see cref="LmStudioErrorKind.Unauthorized"/> whose inner exception is what it threw, or tells the same
    /// without a secret that it quotes.
    /// </remarks>
    public Func<CancellationToken, ValueTask<string?>>? ApiTokenProvider { get; set; }

    /// <summary>Gets or sets the model of the chat clients that are registered with <c>AddChatClient</c> and of the model checks and warm-ups that name none.</summary>
    /// <remarks>The default is <see langword="null"/>: chats go to the one LLM that is loaded, checks look for any, and a warm-up has nothing to load. Only registration reads it; an <see cref="LmStudioClient"/> is told the model in each request.</remarks>
    public string? Model { get; set; }

    /// <summary>Gets or sets the form of the native chat API that requests are written in. The default is <see cref="LmStudioApiDialect.Auto"/>.</summary>
    public LmStudioApiDialect Dialect { get; set; }
}
