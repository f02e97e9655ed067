namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>What must be there for a fact to be asked about.</summary>
internal enum FactNeeds
{
    Nothing,

    /// <summary>A model that answers.</summary>
    Model,

    /// <summary>A server that requires a token.</summary>
    Token,
}
