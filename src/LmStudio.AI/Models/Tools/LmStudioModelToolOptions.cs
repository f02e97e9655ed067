namespace LmStudio.AI;

/// <summary>Options for <see cref="LmStudioModelTools"/>. Listing models is always allowed.</summary>
public sealed class LmStudioModelToolOptions
{
    /// <summary>
    /// Gets or sets the models that may be downloaded, loaded and unloaded, by key or, for downloads, by their address on huggingface.co. The
    /// default is <see langword="null"/>, which allows all models. Other models are still listed.
    /// </summary>
    public IReadOnlyCollection<string>? Models { get; set; }

    /// <summary>Gets or sets the permission to load models. The default is <see cref="LmStudioModelToolPermission.Allowed"/>.</summary>
    public LmStudioModelToolPermission Load { get; set; } = LmStudioModelToolPermission.Allowed;

    /// <summary>Gets or sets the permission to unload instances that these tools loaded. The default is <see cref="LmStudioModelToolPermission.Allowed"/>.</summary>
    public LmStudioModelToolPermission Unload { get; set; } = LmStudioModelToolPermission.Allowed;

    /// <summary>
    /// Gets or sets the permission to unload other instances, which people or programs may be using. The default is <see cref="LmStudioModelToolPermission.ApprovalRequired"/>.
    /// If it differs from <see cref="Unload"/>, a separate tool, <c>unload_other_model</c>, is created.
    /// </summary>
    public LmStudioModelToolPermission UnloadOthers { get; set; } = LmStudioModelToolPermission.ApprovalRequired;

    /// <summary>Gets or sets the permission to download models. The default is <see cref="LmStudioModelToolPermission.ApprovalRequired"/>.</summary>
    public LmStudioModelToolPermission Download { get; set; } = LmStudioModelToolPermission.ApprovalRequired;

    /// <summary>Gets or sets the time provider. The default is <see cref="System.TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
