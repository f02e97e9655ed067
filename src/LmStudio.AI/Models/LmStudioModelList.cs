namespace LmStudio.AI;

internal sealed class LmStudioModelList
{
    public IList<LmStudioModel>? Models { get; set; }
}
