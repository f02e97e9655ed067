namespace LmStudio.AI.Yarp;

/// <summary>The error response of a server that does not have the conversation.</summary>
internal sealed record ServerRefusal(int StatusCode, string? ContentType, byte[] Body);
