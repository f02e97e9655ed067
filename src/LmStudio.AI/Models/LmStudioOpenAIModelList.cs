namespace LmStudio.AI;

internal sealed class LmStudioOpenAIModelList
{
    public List<LmStudioOpenAIModel>? Data { get; set; }
}
