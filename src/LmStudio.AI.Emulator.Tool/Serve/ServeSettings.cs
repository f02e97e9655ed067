namespace LmStudio.AI.Emulator.Tool.Serve;

/// <summary>The options of the command <c>serve</c>.</summary>
internal sealed record ServeSettings(int Port, string? Token, EmulatorDialect Dialect, double TokensPerSecond);
