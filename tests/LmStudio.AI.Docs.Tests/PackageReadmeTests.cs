using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LmStudio.AI.Docs.Tests;

/// <summary>The first example of a package's page runs as it is pasted into a new console project, after the lines that install what it needs.</summary>
public sealed partial class PackageReadmeTests
{
    /// <summary>What a new console project has (ImplicitUsings).</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Theory]
    [InlineData("LmStudio.AI")]
    [InlineData("LmStudio.AI.Hosting")]
    [InlineData("LmStudio.AI.SemanticKernel")]
    public void FirstExample_PastedAfterTheInstallLines_Compiles(string package)
    {
        string readme = $"src/{package}/README.md";
        string[] installed = [.. InstallLine().Matches(File.ReadAllText(Path.Combine(Repository.Root, readme))).Select(static match => match.Groups["package"].Value)];

        IEnumerable<string> errors = Compile(Snippet.ReadFrom(readme).First().Code, installed)
            .GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(static diagnostic => diagnostic.ToString());

        Assert.Contains(package, installed);
        Assert.Empty(errors);
    }

    [Fact]
    public void Example_OfAPackageThatIsNotInstalled_DoesNotCompile()
    {
        string code = Snippet.ReadFrom("src/LmStudio.AI.SemanticKernel/README.md").First().Code;

        Assert.Contains(Compile(code, ["LmStudio.AI.SemanticKernel"]).GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static CSharpCompilation Compile(string code, string[] packages) => CSharpCompilation.Create(
        "Pasted",
        [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(code)],
        PackageClosure.GetReferences(packages),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    [GeneratedRegex(@"^dotnet add package (?<package>\S+)", RegexOptions.Multiline)]
    private static partial Regex InstallLine();
}
