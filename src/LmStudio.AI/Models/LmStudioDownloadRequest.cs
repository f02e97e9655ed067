namespace LmStudio.AI;

internal sealed class LmStudioDownloadRequest
{
    public string? Model { get; set; }

    public string? Quantization { get; set; }
}
