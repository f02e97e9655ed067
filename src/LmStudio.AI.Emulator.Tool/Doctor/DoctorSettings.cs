namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>The options of the command <c>doctor</c>.</summary>
/// <param name="Endpoint">The address of the server.</param>
/// <param name="Token">The API token, or null.</param>
/// <param name="Model">The model that is asked; null for the smallest that is loaded.</param>
/// <param name="Load">Whether a model may be loaded when none is.</param>
/// <param name="Timeout">How long one answer may take.</param>
internal sealed record DoctorSettings(Uri Endpoint, string? Token, string? Model, bool Load, TimeSpan Timeout);
