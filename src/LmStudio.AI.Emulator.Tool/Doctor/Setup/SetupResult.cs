namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>The result of checking a setup.</summary>
/// <param name="Problem">The first problem, or null. It hides further ones.</param>
/// <param name="Model">The model or instance to send requests to, or null if there is none.</param>
/// <param name="Notes">Information for the user that is not a problem.</param>
internal sealed record SetupResult(SetupProblem? Problem, string? Model, IReadOnlyList<string> Notes);
