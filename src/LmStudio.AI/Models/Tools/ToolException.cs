namespace LmStudio.AI;

/// <summary>Tells a model what was wrong with its call.</summary>
internal sealed class ToolException(string message) : Exception(message);
