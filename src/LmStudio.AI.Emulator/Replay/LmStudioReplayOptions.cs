namespace LmStudio.AI.Emulator;

/// <summary>Provides options for <see cref="LmStudioReplay"/>.</summary>
public sealed class LmStudioReplayOptions
{
    /// <summary>Gets or sets the port on the loopback interface. The default, 0, selects a free port.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether responses take as long as when they were recorded. The default is <see langword="false"/>, which returns them
    /// immediately.
    /// </summary>
    public bool KeepTiming { get; set; }

    /// <summary>Gets or sets the time provider for <see cref="KeepTiming"/>. The default is <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
