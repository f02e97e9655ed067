namespace LmStudio.AI.Emulator.Tool.Serve;

/// <summary>Writes the emulator's address, models and MCP servers.</summary>
internal static class Announcement
{
    public static async Task WriteAsync(LmStudioEmulator lmStudio, TextWriter output)
    {
        await output.WriteLineAsync($"LM Studio emulator, listening on {lmStudio.Endpoint}").ConfigureAwait(false);
        await output.WriteLineAsync("Models:").ConfigureAwait(false);
        foreach (EmulatorModel model in lmStudio.Models)
        {
            string reasoning = model.ReasoningOptions.Count > 0 ? $", reasoning {string.Join('|', model.ReasoningOptions)}" : "";
            string kind = model.Type is EmulatorModelType.Embedding ? "embeddings" : "chat";
            await output.WriteLineAsync($"  {model.Key,-38} {kind}{(model.Vision ? ", vision" : "")}{reasoning}").ConfigureAwait(false);
        }

        await output.WriteLineAsync("MCP servers of mcp.json:").ConfigureAwait(false);
        await output.WriteLineAsync("  mcp/demo                               get_time, roll_dice").ConfigureAwait(false);
        await output.WriteLineAsync("Press Ctrl+C to stop.").ConfigureAwait(false);
    }
}
