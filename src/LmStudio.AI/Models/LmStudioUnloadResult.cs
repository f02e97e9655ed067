namespace LmStudio.AI;

internal sealed class LmStudioUnloadResult
{
    public string? InstanceId { get; set; }
}
