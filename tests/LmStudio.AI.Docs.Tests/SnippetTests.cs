using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LmStudio.AI.Docs.Tests;

public sealed partial class SnippetTests
{
    /// <summary>What earlier examples on the same page, or the reader's project, provide.</summary>
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using LmStudio.AI;
        global using LmStudio.AI.Emulator;
        global using Microsoft.Extensions.AI;
        global using Xunit;
        """;

    /// <summary>The same for examples with Semantic Kernel.</summary>
    private const string SemanticKernelSurroundings = """
        global using LmStudio.AI.SemanticKernel;
        global using Microsoft.Agents.AI;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.SemanticKernel;
        global using Microsoft.SemanticKernel.ChatCompletion;
        """;

    /// <summary>The same for examples of web applications: what their SDK imports.</summary>
    private const string WebSurroundings = """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    /// <summary>The same for examples of Aspire app hosts: what the app host's SDK imports and generates.</summary>
    private const string AspireSurroundings = """
        global using Aspire.Hosting;
        global using Aspire.Hosting.ApplicationModel;

        namespace Projects
        {
            internal sealed class Api : IProjectMetadata
            {
                public string ProjectPath => "Api.csproj";
            }
        }
        """;

    /// <summary>Its examples are excerpts of code that runs in the emulator's own tests, and are compared with it there.</summary>
    private const string EmulatorReadme = "src/LmStudio.AI.Emulator/README.md";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string> Documents => [.. AllDocuments()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EverySnippet_OfADocument_Compiles(string document)
    {
        foreach (Snippet snippet in Snippet.ReadFrom(document))
        {
            IEnumerable<string> errors = Compile(snippet)
                .GetDiagnostics()
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => $"{snippet}: {diagnostic.GetMessage()}");
            Assert.Empty(errors);
        }
    }

    [Fact]
    public void EverySnippet_OfTheReadme_IsFound() => Assert.True(Snippet.ReadFrom("README.md").Count() >= 4);

    [Fact]
    public void ASnippet_WithAMistake_DoesNotCompile() =>
        Assert.Contains(Compile(new Snippet("none", 1, "client.NoSuchMethod();")).GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<string> AllDocuments() =>
        Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj" or "artifacts" or ".git"))
            .Where(static path => path != EmulatorReadme && Snippet.ReadFrom(path).Any())
            .Order(StringComparer.Ordinal);

    private static CSharpCompilation Compile(Snippet snippet)
    {
        // A page goes on with the client or the kernel of its first example.
        string client = DeclaresClient().IsMatch(snippet.Code) ? "" : "IChatClient client = new LmStudioChatClient();\n";
        string kernel = !snippet.NeedsSemanticKernel || DeclaresKernel().IsMatch(snippet.Code) ? "" : "Kernel kernel = Kernel.CreateBuilder().Build();\n";
        Match usings = Usings().Match(snippet.Code);
        string code = usings.Value + client + kernel + snippet.Code[usings.Length..];
        string surroundings = snippet.NeedsSemanticKernel ? Surroundings + "\n" + SemanticKernelSurroundings
            : snippet.NeedsAspire ? Surroundings + "\n" + AspireSurroundings
            : snippet.NeedsWeb ? Surroundings + "\n" + WebSurroundings
            : Surroundings;
        CSharpParseOptions options = new(LanguageVersion.Latest);

        return CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(surroundings, options), CSharpSyntaxTree.ParseText(code, options)],
            References,
            new CSharpCompilationOptions(IsOnlyTypes(code) ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static bool IsOnlyTypes(string code) =>
        CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot().Members.All(static member => member is not Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax);

    [GeneratedRegex(@"^(?:using [\w.]+;\s*)*")]
    private static partial Regex Usings();

    [GeneratedRegex(@"\b(?:IChatClient|LmStudioChatClient|HttpClient)\s+client\b|class ")]
    private static partial Regex DeclaresClient();

    [GeneratedRegex(@"\bKernel\s+kernel\b|class ")]
    private static partial Regex DeclaresKernel();
}
