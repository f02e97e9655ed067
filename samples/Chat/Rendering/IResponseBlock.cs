namespace ChatSample.Rendering;

/// <summary>A part of a response that is shown as it arrives: text or reasoning.</summary>
internal interface IResponseBlock
{
    void Write(string? text);

    /// <summary>Ends the line and adds an empty one.</summary>
    void End();
}
