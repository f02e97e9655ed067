namespace LmStudio.AI;

internal sealed class ChatCompletionResponseFormat
{
    public string Type => "json_schema";

    public required ChatCompletionJsonSchema JsonSchema { get; init; }
}
