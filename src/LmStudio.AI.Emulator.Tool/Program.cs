using LmStudio.AI.Emulator.Tool;

return await ToolCommandLine.InvokeAsync(args, Console.Out, Console.Error, CancellationToken.None).ConfigureAwait(false);
