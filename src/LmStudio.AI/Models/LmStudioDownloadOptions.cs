namespace LmStudio.AI;

/// <summary>What to download, and how to wait for it.</summary>
public sealed class LmStudioDownloadOptions
{
    /// <summary>Gets or sets the quantization to get, for instance <c>Q4_K_M</c>. The default is the server's choice. LM Studio takes it for addresses on huggingface.co only.</summary>
    public string? Quantization { get; set; }

    /// <summary>Gets or sets the time between two looks at the download. The default is one second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long to wait while nothing arrives, because the download is paused, has stalled or the server cannot be reached. The
    /// default is two minutes; <see cref="Timeout.InfiniteTimeSpan"/> waits on.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the clock. The default is the system's; tests set another.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
