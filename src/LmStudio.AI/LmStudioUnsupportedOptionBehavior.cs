namespace LmStudio.AI;

/// <summary>Specifies how a chat option that the endpoint does not support, such as <c>Seed</c>, is handled.</summary>
/// <remarks>Options that change the meaning of a request, such as tools or the response format, are never dropped: the request fails.</remarks>
public enum LmStudioUnsupportedOptionBehavior
{
    /// <summary>The option is dropped, and a warning is logged. This is the default.</summary>
    Log,

    /// <summary>The option is dropped.</summary>
    Ignore,

    /// <summary>A <see cref="NotSupportedException"/> is thrown before the request is sent.</summary>
    Throw,
}
