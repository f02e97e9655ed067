namespace ScalingSample.Proxy;

/// <summary>A server behind the proxy. What changes belongs to the <see cref="ServerPool"/>, which guards it.</summary>
internal sealed class ProxiedServer(Uri endpoint)
{
    public Uri Endpoint { get; } = endpoint;

    /// <summary>Gets what the server is called in logs and in answers.</summary>
    public string Name { get; } = endpoint.Authority;

    /// <summary>Gets or sets how many requests are under way.</summary>
    public int InFlight { get; set; }

    /// <summary>Gets or sets when the server got its last request, in requests of the pool.</summary>
    public long LastTaken { get; set; }

    /// <summary>Gets or sets until when the server is asked last, because it accepted no connection.</summary>
    public DateTimeOffset RestsUntil { get; set; }

    public override string ToString() => Name;
}
