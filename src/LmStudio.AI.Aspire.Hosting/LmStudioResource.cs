using LmStudio.AI;
using LmStudio.AI.Emulator;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An LM Studio server: on the developer's machine, at another address, or an emulator.</summary>
public sealed class LmStudioResource : Resource, IResourceWithConnectionString
{
    private readonly List<LmStudioLoadRequest> _models = [];

    /// <summary>Initializes a new instance of the <see cref="LmStudioResource"/> class.</summary>
    /// <param name="name">The name of the resource and of the connection string.</param>
    /// <param name="endpoint">
    /// The server's address. If <see langword="null"/>, the environment variable <c>LM_STUDIO_ENDPOINT</c> is used, or else <c>http://localhost:1234</c>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/>, or the address in <c>LM_STUDIO_ENDPOINT</c>, is not an absolute http or https address.</exception>
    public LmStudioResource(string name, Uri? endpoint = null)
        : base(name)
    {
        using LmStudioClient client = new(new LmStudioClientOptions { Endpoint = endpoint, ApiToken = "" });
        Endpoint = client.Endpoint;
    }

    /// <summary>Gets the connection string: <c>Endpoint=…</c>, with <c>;Model=…</c> for the first of <see cref="Models"/> and <c>;ApiToken=…</c> if they are set.</summary>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            ReferenceExpressionBuilder connectionString = new();
            connectionString.Append($"Endpoint={Address}");
            if (_models.Count > 0)
            {
                connectionString.Append($";Model={_models[0].Model}");
            }

            if (ApiToken is not null)
            {
                connectionString.Append($";ApiToken={ApiToken}");
            }

            return connectionString.Build();
        }
    }

    /// <summary>Gets the server's address as an expression, for environment variables and arguments of other resources.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"{Address}");

    /// <summary>Gets the API token, or <see langword="null"/> if none is set.</summary>
    public ParameterResource? ApiToken { get; internal set; }

    /// <summary>Gets the keys of the models that are downloaded and loaded before the resource is ready.</summary>
    public IReadOnlyList<string> Models => [.. _models.Select(static request => request.Model!)];

    /// <summary>Gets the configured address, which an emulator overrides.</summary>
    internal Uri Endpoint { get; }

    internal LmStudioAddress Address { get; } = new();

    internal IReadOnlyList<LmStudioLoadRequest> LoadRequests => _models;

    /// <summary>Gets or sets a callback that configures the emulator, or <see langword="null"/> for a real server.</summary>
    internal Action<LmStudioEmulatorOptions>? ConfigureEmulator { get; set; }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Uri", UriExpression);
        if (_models.Count > 0)
        {
            yield return new("Model", ReferenceExpression.Create($"{_models[0].Model}"));
        }

        if (ApiToken is not null)
        {
            yield return new("ApiToken", ReferenceExpression.Create($"{ApiToken}"));
        }
    }

    internal void Add(LmStudioLoadRequest request) => _models.Add(request);
}
