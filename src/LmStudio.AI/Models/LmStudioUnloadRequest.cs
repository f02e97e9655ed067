namespace LmStudio.AI;

internal sealed class LmStudioUnloadRequest
{
    public string? InstanceId { get; set; }
}
