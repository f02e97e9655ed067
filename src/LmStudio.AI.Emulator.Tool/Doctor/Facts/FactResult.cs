namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>A fact and what the server does; the answer is null where it could not be asked.</summary>
internal sealed record FactResult(FactCheck Check, FactAnswer? Answer, string? Reason)
{
    public string Verdict => Answer switch
    {
        null => "not asked",
        { AsAssumed: true } => "as assumed",
        { AsAssumed: false } => "DIFFERS",
        _ => "seen",
    };
}
