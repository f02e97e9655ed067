namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>A folder that is deleted at the end of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lmstudio-emulator-").FullName;

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
