namespace LmStudio.AI.Emulator;

/// <summary>How a stream tells the arguments of a function call.</summary>
public enum EmulatorArguments
{
    /// <summary>In pieces.</summary>
    Pieces,

    /// <summary>
    /// All of them in one piece, as some models have them.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1868"/>.
    /// </summary>
    OnePiece,

    /// <summary>
    /// On <c>/v1/responses</c> not before the arguments are done, without any <c>response.function_call_arguments.delta</c>. Elsewhere the same as
    /// <see cref="OnePiece"/>.
    /// </summary>
    WhenDone,
}
