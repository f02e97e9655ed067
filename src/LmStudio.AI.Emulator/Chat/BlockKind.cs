namespace LmStudio.AI.Emulator;

/// <summary>The two kinds of text a model writes.</summary>
internal enum BlockKind
{
    Reasoning,
    Message,
}
