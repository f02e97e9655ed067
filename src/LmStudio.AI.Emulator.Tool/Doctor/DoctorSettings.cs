namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>The options of the command <c>doctor</c>.</summary>
/// <param name="Endpoint">The address of the server.</param>
/// <param name="Token">The API token, or null.</param>
/// <param name="Model">The model to send requests to, or null for the smallest loaded model.</param>
/// <param name="Load">Whether to load a model if none is loaded.</param>
/// <param name="Timeout">The timeout of each request.</param>
internal sealed record DoctorSettings(Uri Endpoint, string? Token, string? Model, bool Load, TimeSpan Timeout);
