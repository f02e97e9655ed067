namespace ScalingSample.Proxy;

/// <summary>A request that is under way on a server. It counts until it is disposed of.</summary>
internal sealed class ServerUse(ServerPool pool, ProxiedServer server) : IDisposable
{
    private bool _isOver;

    public ProxiedServer Server { get; } = server;

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            pool.GiveBack(Server);
        }
    }
}
