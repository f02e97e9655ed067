namespace LmStudio.AI;

/// <summary>What <see cref="LmStudioModelTools"/> let a model do. Looking is always allowed.</summary>
public sealed class LmStudioModelToolOptions
{
    /// <summary>
    /// Gets or sets the models that may be downloaded, loaded and unloaded: keys, or for downloads also addresses on huggingface.co. The default,
    /// <see langword="null"/>, is all. The others can still be seen.
    /// </summary>
    public IReadOnlyCollection<string>? Models { get; set; }

    /// <summary>Gets or sets whether models may be loaded, which takes memory. The default is <see cref="LmStudioModelToolPermission.Allowed"/>.</summary>
    public LmStudioModelToolPermission Load { get; set; } = LmStudioModelToolPermission.Allowed;

    /// <summary>Gets or sets whether instances may be unloaded that were loaded by these tools. The default is <see cref="LmStudioModelToolPermission.Allowed"/>.</summary>
    public LmStudioModelToolPermission Unload { get; set; } = LmStudioModelToolPermission.Allowed;

    /// <summary>
    /// Gets or sets whether other instances may be unloaded, those of people and programs. The default is <see cref="LmStudioModelToolPermission.ApprovalRequired"/>.
    /// Where it differs from <see cref="Unload"/>, it is a tool of its own, <c>unload_other_model</c>, because approval goes by the tool.
    /// </summary>
    public LmStudioModelToolPermission UnloadOthers { get; set; } = LmStudioModelToolPermission.ApprovalRequired;

    /// <summary>Gets or sets whether models may be downloaded, which takes disk space. The default is <see cref="LmStudioModelToolPermission.ApprovalRequired"/>.</summary>
    public LmStudioModelToolPermission Download { get; set; } = LmStudioModelToolPermission.ApprovalRequired;

    /// <summary>Gets or sets the clock by which the speed of downloads is measured. The default is the system's; tests set another.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
