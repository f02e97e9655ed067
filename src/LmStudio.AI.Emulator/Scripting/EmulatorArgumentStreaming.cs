namespace LmStudio.AI.Emulator;

/// <summary>Specifies how the arguments of a function call are streamed.</summary>
public enum EmulatorArgumentStreaming
{
    /// <summary>In several chunks.</summary>
    Pieces,

    /// <summary>
    /// In one chunk, as with some models.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1868"/>.
    /// </summary>
    OnePiece,

    /// <summary>
    /// On <c>/v1/responses</c>, only when the arguments are complete, without <c>response.function_call_arguments.delta</c>. On other endpoints, the same as
    /// <see cref="OnePiece"/>.
    /// </summary>
    WhenDone,
}
