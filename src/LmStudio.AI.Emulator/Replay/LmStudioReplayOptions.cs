namespace LmStudio.AI.Emulator;

/// <summary>Options for <see cref="LmStudioReplay"/>.</summary>
public sealed class LmStudioReplayOptions
{
    /// <summary>Gets or sets the port on the loopback interface. The default is 0, which selects a free one.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets a value indicating whether responses take as long as in the recording. The default is <see langword="false"/>.</summary>
    public bool KeepTiming { get; set; }

    /// <summary>Gets or sets the time provider for <see cref="KeepTiming"/>. The default is <see cref="System.TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
