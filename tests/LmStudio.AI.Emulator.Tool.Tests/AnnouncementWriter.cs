namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>Keeps what a command writes, and tells when the last line of the announcement was written.</summary>
internal sealed class AnnouncementWriter : StringWriter
{
    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Announced => _announced.Task;

    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        if (value == "Press Ctrl+C to stop.")
        {
            _announced.SetResult();
        }
    }
}
