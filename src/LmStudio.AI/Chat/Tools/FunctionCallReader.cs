using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads a function call of the model's, once it is complete.</summary>
internal static class FunctionCallReader
{
    private const string UnknownFunction = "unknown";

    /// <summary>Creates the content of a call. If the arguments are not a JSON object, its <see cref="FunctionCallContent.Exception"/> is set.</summary>
    /// <param name="turn">The turn of the call.</param>
    /// <param name="number">The number of the call in the response, starting at one, to create an id for a call without one.</param>
    /// <param name="callId">The server's id, which may be missing or empty.</param>
    /// <param name="name">The name as written by the model or the server.</param>
    /// <param name="arguments">The text of the arguments.</param>
    public static FunctionCallContent Read(ChatTurn turn, int number, string? callId, string? name, string? arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            arguments ?? "",
            string.IsNullOrEmpty(callId) ? ToolCallId.Create(turn.MessageId, number) : callId!,
            string.IsNullOrWhiteSpace(name) ? UnknownFunction : ToolName.Restore(name!, turn.Options),
            FunctionArguments.Parse);
}
