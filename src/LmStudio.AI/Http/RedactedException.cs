namespace LmStudio.AI;

/// <summary>Replaces an exception that contains a secret, with the same text without the secret.</summary>
/// <param name="message">The message of the replaced exception.</param>
/// <param name="text">The text of the replaced exception: its type and message, those of its inner exceptions, and their stack traces.</param>
internal sealed class RedactedException(string message, string text) : Exception(message)
{
    public override string ToString() => text;
}
