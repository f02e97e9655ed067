namespace LmStudio.AI;

internal sealed class LmStudioModelList
{
    public List<LmStudioModel>? Models { get; set; }
}
