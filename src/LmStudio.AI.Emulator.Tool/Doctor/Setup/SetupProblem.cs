namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>What is wrong with a set-up, and what to do.</summary>
internal sealed record SetupProblem(string What, string Advice);
