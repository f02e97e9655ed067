using System.Net;

namespace LmStudio.AI;

/// <summary>The system's proxy, but not for this machine's own addresses.</summary>
internal sealed class RemoteOnlyProxy : IWebProxy
{
    public ICredentials? Credentials
    {
        get => SystemProxy?.Credentials;
        set => throw new NotSupportedException("The system's proxy cannot be changed.");
    }

#if NET
    private static IWebProxy? SystemProxy => HttpClient.DefaultProxy;
#else
    private static IWebProxy? SystemProxy => WebRequest.DefaultWebProxy;
#endif

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : SystemProxy!.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || SystemProxy is not { } proxy || proxy.IsBypassed(host);
}
