using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Finds the called function: LM Studio converts tool names to snake_case, and models change their case.</summary>
internal static class ToolName
{
    /// <summary>Returns the name of the only function that differs only in case and separators, or else the name itself.</summary>
    public static string Restore(string name, ChatOptions? options)
    {
        string? restored = null;
        foreach (AITool tool in options?.Tools ?? [])
        {
            if (tool is not AIFunctionDeclaration)
            {
                continue;
            }

            if (tool.Name == name)
            {
                return name;
            }

            if (IsSame(tool.Name, name))
            {
                if (restored is not null)
                {
                    // It could be either of two.
                    return name;
                }

                restored = tool.Name;
            }
        }

        return restored ?? name;
    }

    private static bool IsSame(string first, string second)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            while (i < first.Length && !char.IsLetterOrDigit(first[i]))
            {
                i++;
            }

            while (j < second.Length && !char.IsLetterOrDigit(second[j]))
            {
                j++;
            }

            if (i == first.Length || j == second.Length)
            {
                return i == first.Length && j == second.Length;
            }

            if (char.ToUpperInvariant(first[i++]) != char.ToUpperInvariant(second[j++]))
            {
                return false;
            }
        }
    }
}
