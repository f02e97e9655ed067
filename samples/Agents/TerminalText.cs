namespace AgentSample;

/// <summary>Prepares text from models and tools for terminals.</summary>
internal static class TerminalText
{
    /// <summary>Removes control characters, with which a text could control the terminal.</summary>
    public static string Clean(string? text) => string.Concat((text ?? "").Where(static c => !char.IsControl(c) || c is '\n' or '\t'));
}
