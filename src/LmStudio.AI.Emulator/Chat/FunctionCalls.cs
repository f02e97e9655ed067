namespace LmStudio.AI.Emulator;

/// <summary>Makes the function calls of an answer.</summary>
internal static class FunctionCalls
{
    /// <param name="step">The step.</param>
    /// <param name="newId">Makes the ids; null on an endpoint without functions.</param>
    /// <returns>The call, or <see langword="null"/> when the step is none or the endpoint has none.</returns>
    public static OutputItem.FunctionCall? From(EmulatorStep step, Func<string>? newId) => (step, newId) switch
    {
        (EmulatorStep.FunctionStep call, { } id) => new(id(), call.Name, WireJson.Compact(call.Arguments)),

        // Arguments that can't be used are, where the client is to use them, arguments that break off.
        (EmulatorStep.InvalidToolStep { Server: null } call, { } id) => new(id(), call.Tool, FirstHalf(WireJson.Compact(call.Arguments ?? []))),
        _ => null,
    };

    private static string FirstHalf(string json) => json[..(json.Length / 2)];
}
