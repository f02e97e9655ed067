using System.Text.RegularExpressions;

namespace LmStudio.AI.Docs.Tests;

/// <summary>A C# example of a document.</summary>
internal sealed partial record Snippet(string File, int Line, string Code)
{
    /// <summary>Gets a value indicating whether the example needs Semantic Kernel.</summary>
    public bool NeedsSemanticKernel => Code.Contains("kernel", StringComparison.OrdinalIgnoreCase) || Code.Contains("PromptExecutionSettings", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether the example is of an Aspire app host.</summary>
    public bool NeedsAspire => Code.Contains("IDistributedApplicationBuilder", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether the example is of a web application.</summary>
    public bool NeedsWeb => Code.Contains("WebApplication", StringComparison.Ordinal);

    public static IEnumerable<Snippet> ReadFrom(string file)
    {
        string text = System.IO.File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");
        foreach (Match match in Fence().Matches(text))
        {
            int line = text.AsSpan(0, match.Index).Count('\n') + 2;
            yield return new Snippet(file, line, match.Groups["code"].Value);
        }
    }

    public override string ToString() => $"{File}:{Line}";

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
