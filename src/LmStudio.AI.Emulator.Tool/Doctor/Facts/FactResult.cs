namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>A fact and the server's behavior, which is null if the fact could not be tested.</summary>
internal sealed record FactResult(FactCheck Check, FactAnswer? Answer, string? Reason)
{
    public string Verdict => Answer switch
    {
        null => "not tested",
        { AsAssumed: true } => "as assumed",
        { AsAssumed: false } => "DIFFERS",
        _ => "seen",
    };
}
