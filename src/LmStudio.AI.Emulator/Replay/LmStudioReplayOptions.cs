namespace LmStudio.AI.Emulator;

/// <summary>Options of a server that gives recorded answers.</summary>
public sealed class LmStudioReplayOptions
{
    /// <summary>Gets or sets the port on the loopback address. The default, 0, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets a value indicating whether answers take as long as they took when they were recorded. The default is <see langword="false"/>: they come at once.</summary>
    public bool KeepTiming { get; set; }

    /// <summary>Gets or sets the clock for <see cref="KeepTiming"/>. The default is that of the system.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
