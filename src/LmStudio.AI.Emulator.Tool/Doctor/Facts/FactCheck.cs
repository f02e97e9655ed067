namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>A fact of <c>docs/protocol*.md</c> that is unknown, inferred or disputed, and a harmless way to test it on a server.</summary>
/// <param name="Page">The endpoint or subject.</param>
/// <param name="Fact">The fact, in a few words.</param>
/// <param name="Assumed">The assumption, or <c>unknown</c>.</param>
/// <param name="Needs">The prerequisites.</param>
/// <param name="Ask">Tests the fact on the server.</param>
internal sealed record FactCheck(string Page, string Fact, string Assumed, FactNeeds Needs, Func<FactContext, CancellationToken, Task<FactAnswer>> Ask);
