using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>A function for a model to call. Written out, because making one from a method by reflection is not safe to trim.</summary>
internal sealed class ModelTool(string name, string description, JsonElement schema, Func<ModelToolArguments, CancellationToken, Task<string>> invoke) : AIFunction
{
    public override string Name { get; } = name;

    public override string Description { get; } = description;

    public override JsonElement JsonSchema { get; } = schema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await invoke(new ModelToolArguments(arguments), cancellationToken).ConfigureAwait(false);
        }
        catch (ModelToolException exception)
        {
            return ModelToolResult.Error(exception.Message);
        }
        catch (LmStudioException exception)
        {
            // A model can act on the error in the result. With an exception, it would only learn that the call failed.
            return ModelToolResult.Error(exception.Message);
        }
    }
}
