namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>The behavior of a server.</summary>
/// <param name="AsAssumed">Whether it is as assumed, or null if nothing is assumed.</param>
/// <param name="Seen">The observed behavior, as one short line.</param>
internal sealed record FactAnswer(bool? AsAssumed, string Seen)
{
    public static FactAnswer Compare(bool asAssumed, DoctorResponse answer) => new(asAssumed, answer.Summary);

    public static FactAnswer Tell(DoctorResponse answer) => new(AsAssumed: null, answer.Summary);
}
