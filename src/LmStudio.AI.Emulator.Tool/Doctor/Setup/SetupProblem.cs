namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>A problem of a setup, and what to do.</summary>
internal sealed record SetupProblem(string What, string Advice);
