namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>What was found out about a set-up.</summary>
/// <param name="Problem">What is wrong, or null. The first problem hides those behind it.</param>
/// <param name="Model">The model or instance to ask, or null where none can be asked.</param>
/// <param name="Notes">What a user may want to know though nothing is wrong.</param>
internal sealed record SetupResult(SetupProblem? Problem, string? Model, IReadOnlyList<string> Notes);
