using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads a function call of the model's, once it is complete.</summary>
internal static class FunctionCallReader
{
    private const string UnknownFunction = "unknown";

    /// <summary>Makes the content of a call. Arguments that are not a JSON object are told by its <see cref="FunctionCallContent.Exception"/>.</summary>
    /// <param name="turn">The turn that the call is made in.</param>
    /// <param name="number">Which call of the answer it is, counted from one: makes an id for a call that has none.</param>
    /// <param name="callId">The id that the server gave, which may be missing or empty.</param>
    /// <param name="name">The name as the model or the server wrote it.</param>
    /// <param name="arguments">The text of the arguments.</param>
    public static FunctionCallContent Read(ChatTurn turn, int number, string? callId, string? name, string? arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            arguments ?? "",
            string.IsNullOrEmpty(callId) ? ToolCallId.Create(turn.MessageId, number) : callId!,
            string.IsNullOrWhiteSpace(name) ? UnknownFunction : ToolName.Restore(name!, turn.Options),
            FunctionArguments.Parse);
}
