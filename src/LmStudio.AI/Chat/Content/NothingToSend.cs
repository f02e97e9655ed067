namespace LmStudio.AI;

/// <summary>The answer to messages that hold nothing for the model.</summary>
internal static class NothingToSend
{
    public static ArgumentException Create(string paramName) =>
        new("The messages hold no text, image or tool result, so there is nothing to send. Add a message of the user's.", paramName);
}
