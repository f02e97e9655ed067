namespace LmStudio.AI.Emulator;

/// <summary>Whether the model may, must or must not call functions.</summary>
internal enum ToolChoice
{
    Auto,
    None,
    Required,
}
