using System.Globalization;

namespace LmStudio.AI;

/// <summary>Creates ids for tool calls for which the server sent none.</summary>
internal static class ToolCallId
{
    /// <summary>Returns the same id for the same position in a response, and different ids for other responses.</summary>
    public static string Create(string messageId, int number) => messageId + "_tool_" + number.ToString(CultureInfo.InvariantCulture);
}
