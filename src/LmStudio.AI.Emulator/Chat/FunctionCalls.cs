namespace LmStudio.AI.Emulator;

/// <summary>Creates the function calls of a response.</summary>
internal static class FunctionCalls
{
    /// <param name="step">The step.</param>
    /// <param name="newId">Creates the ids; null on an endpoint without functions.</param>
    /// <returns>The call, or <see langword="null"/> if the step is not a call or the endpoint does not support functions.</returns>
    public static OutputItem.FunctionCall? From(EmulatorStep step, Func<string>? newId) => (step, newId) switch
    {
        (EmulatorStep.FunctionStep call, { } id) => new(id(), call.Name, WireJson.Compact(call.Arguments)),

        // Invalid arguments are truncated JSON for calls that the client executes.
        (EmulatorStep.InvalidToolStep { Server: null } call, { } id) => new(id(), call.Tool, FirstHalf(WireJson.Compact(call.Arguments ?? []))),
        _ => null,
    };

    private static string FirstHalf(string json) => json[..(json.Length / 2)];
}
