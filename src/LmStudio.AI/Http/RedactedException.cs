namespace LmStudio.AI;

/// <summary>Stands for an exception that quotes a secret, and says the same without the secret.</summary>
/// <param name="message">The message of the exception that it stands for.</param>
/// <param name="text">All that the exception tells: its type and message, those of its inner exceptions, and where they were thrown.</param>
internal sealed class RedactedException(string message, string text) : Exception(message)
{
    public override string ToString() => text;
}
