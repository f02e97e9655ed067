namespace LmStudio.AI;

/// <summary>Options for <see cref="LmStudioClientModelExtensions.EnsureModelDownloadedAsync"/>.</summary>
public sealed class LmStudioDownloadOptions
{
    /// <summary>
    /// Gets or sets the quantization to download, for example <c>Q4_K_M</c>. By default the server selects one. LM Studio supports it only for addresses on
    /// huggingface.co.
    /// </summary>
    public string? Quantization { get; set; }

    /// <summary>Gets or sets the interval at which the state of the download is polled. The default is one second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long to wait without receiving data, because the download is paused or stalled or the server cannot be reached. The
    /// default is two minutes. Use <see cref="Timeout.InfiniteTimeSpan"/> to wait indefinitely.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the time provider. The default is <see cref="System.TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
