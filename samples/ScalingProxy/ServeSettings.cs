namespace ScalingSample;

/// <summary>What the command line asks the proxy to do.</summary>
internal sealed class ServeSettings
{
    /// <summary>Gets the port on the loopback interface; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the addresses of the servers; empty for two emulators.</summary>
    public IReadOnlyList<Uri> Servers { get; init; } = [];
}
