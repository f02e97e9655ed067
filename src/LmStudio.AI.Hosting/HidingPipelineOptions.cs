namespace LmStudio.AI;

/// <summary>Options without properties, validated by <see cref="HidingPipelineValidator"/> when the host starts.</summary>
internal sealed class HidingPipelineOptions;
