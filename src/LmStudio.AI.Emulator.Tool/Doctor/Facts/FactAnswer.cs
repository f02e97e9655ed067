namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>What a server does.</summary>
/// <param name="AsAssumed">Whether it is what was assumed; null where nothing was.</param>
/// <param name="Seen">What was seen, in one short line.</param>
internal sealed record FactAnswer(bool? AsAssumed, string Seen)
{
    public static FactAnswer Compare(bool asAssumed, DoctorAnswer answer) => new(asAssumed, answer.Summary);

    public static FactAnswer Tell(DoctorAnswer answer) => new(AsAssumed: null, answer.Summary);
}
