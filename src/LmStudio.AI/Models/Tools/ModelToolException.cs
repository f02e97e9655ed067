namespace LmStudio.AI;

/// <summary>Reports to a model what was wrong with its call.</summary>
internal sealed class ModelToolException(string message) : Exception(message);
