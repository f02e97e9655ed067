namespace LmStudio.AI;

/// <summary>Options without a setting, whose check when the host starts is <see cref="HidingPipelineValidator"/>.</summary>
internal sealed class HidingPipelineOptions;
