namespace LmStudio.AI.Emulator;

/// <summary>Specifies how a stream transmits the arguments of a function call.</summary>
public enum EmulatorArgumentStreaming
{
    /// <summary>In several pieces.</summary>
    Pieces,

    /// <summary>
    /// In one piece, as some models do.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1868"/>.
    /// </summary>
    OnePiece,

    /// <summary>
    /// On <c>/v1/responses</c>, only when the arguments are complete, without a <c>response.function_call_arguments.delta</c> event. On other endpoints, the
    /// same as <see cref="OnePiece"/>.
    /// </summary>
    WhenDone,
}
