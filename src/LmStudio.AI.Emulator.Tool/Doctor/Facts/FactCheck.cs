namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>A fact of <c>docs/protocol*.md</c> that is unknown, inferred or disputed, and how to ask a server about it without harm.</summary>
/// <param name="Page">The endpoint or subject.</param>
/// <param name="Fact">The fact, in a few words.</param>
/// <param name="Assumed">What is assumed, or <c>unknown</c>.</param>
/// <param name="Needs">What must be there.</param>
/// <param name="Ask">Asks the server.</param>
internal sealed record FactCheck(string Page, string Fact, string Assumed, FactNeeds Needs, Func<FactContext, CancellationToken, Task<FactAnswer>> Ask);
