using LmStudio.AI.Emulator;

var lmStudio = await LmStudioEmulator.StartAsync(options => options.Port = 1234).ConfigureAwait(false);
await using (lmStudio.ConfigureAwait(false))
{
    await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
}
