namespace WebChatSample;

/// <summary>The progress of loading a model or processing the prompt.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Fraction">The progress from 0 to 1.</param>
internal sealed record ProgressEvent(string Kind, double Fraction) : ChatEvent;
