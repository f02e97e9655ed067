namespace LmStudio.AI.Emulator;

/// <summary>How an answer is told.</summary>
internal sealed record GenerationSettings(int TokensPerChunk, TimeSpan TimePerToken);
