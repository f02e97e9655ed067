namespace LmStudio.AI;

/// <summary>Creates the exception for messages without content for the model.</summary>
internal static class NothingToSend
{
    public static ArgumentException Create(string paramName) =>
        new("The messages contain no text, image or tool result, so there is nothing to send. Add a user message.", paramName);
}
