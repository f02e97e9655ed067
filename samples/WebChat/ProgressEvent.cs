namespace WebChatSample;

/// <summary>A model is loaded, or the prompt is read.</summary>
/// <param name="Kind">What goes on.</param>
/// <param name="Fraction">How much is done, from 0 to 1.</param>
internal sealed record ProgressEvent(string Kind, double Fraction) : ChatEvent;
