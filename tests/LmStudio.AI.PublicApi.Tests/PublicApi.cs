using System.Reflection;
using System.Text.RegularExpressions;
using PublicApiGenerator;

namespace LmStudio.AI.PublicApi.Tests;

/// <summary>The public API of an assembly as C#.</summary>
internal static partial class PublicApi
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,

        // Registration methods live in the namespaces of what they extend.
        DenyNamespacePrefixes = [],
    };

    public static string Of(Assembly assembly) => CompilerMadeMembers().Replace(assembly.GeneratePublicApi(Options), "");

    /// <summary>Matches what the compiler makes of an <c>extension</c> block, beside the block itself: accessors, and a class named by a hash.</summary>
    [GeneratedRegex("""^ {8}public (static \S+ [gs]et_\w+\(.*\n|sealed class <G>\$[\s\S]*?\n {8}\}\n)""", RegexOptions.Multiline)]
    private static partial Regex CompilerMadeMembers();
}
