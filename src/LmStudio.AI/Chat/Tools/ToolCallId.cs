using System.Globalization;

namespace LmStudio.AI;

/// <summary>Makes ids for tool calls that the server gave none.</summary>
internal static class ToolCallId
{
    /// <summary>Returns the same id for the same place in an answer, and others in other answers.</summary>
    public static string Create(string messageId, int number) => messageId + "_tool_" + number.ToString(CultureInfo.InvariantCulture);
}
