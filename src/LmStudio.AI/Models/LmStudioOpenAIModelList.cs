namespace LmStudio.AI;

internal sealed class LmStudioOpenAIModelList
{
    public IList<LmStudioOpenAIModel>? Data { get; set; }
}
