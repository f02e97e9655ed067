namespace LmStudio.AI.Emulator;

/// <summary>Something a request body has wrong.</summary>
internal sealed record SchemaIssue(string Message, string Code, string? Param);
