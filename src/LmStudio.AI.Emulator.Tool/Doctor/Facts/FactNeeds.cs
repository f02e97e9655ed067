namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>The prerequisites for testing a fact.</summary>
internal enum FactNeeds
{
    Nothing,

    /// <summary>A loaded model.</summary>
    Model,

    /// <summary>A server that requires a token.</summary>
    Token,
}
