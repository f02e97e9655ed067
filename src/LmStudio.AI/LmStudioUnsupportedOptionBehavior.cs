namespace LmStudio.AI;

/// <summary>What becomes of a chat option that tunes a request, like <c>Seed</c>, where the endpoint has no field for it.</summary>
/// <remarks>Options that change what a request means, like tools or a response format, are never left out: they fail.</remarks>
public enum LmStudioUnsupportedOptionBehavior
{
    /// <summary>The option is left out, and a warning is logged. This is the default.</summary>
    Log,

    /// <summary>The option is left out.</summary>
    Ignore,

    /// <summary>The request fails with <see cref="NotSupportedException"/> before it is sent.</summary>
    Throw,
}
