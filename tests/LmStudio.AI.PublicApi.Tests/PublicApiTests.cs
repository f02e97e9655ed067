using System.Reflection;

namespace LmStudio.AI.PublicApi.Tests;

/// <summary>Every change of a package's public API shows in a checked-in file, so that none happens by accident.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_PublicApi_IsTheApprovedOne(string package)
    {
        string? difference = ApprovedApi.Of(package).Check(PublicApi.Of(Assembly.Load(package)));

        Assert.True(difference is null, difference);
    }

    /// <summary>Users import several libraries of the same field: a name without a prefix is ambiguous there, or hides a type of their own.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicTypes_AllPackages_HaveAPrefix(string package)
    {
        IEnumerable<string> withoutPrefix = Assembly.Load(package).GetExportedTypes()
            .Where(static type => !type.IsNested && !type.Name.StartsWith("LmStudio", StringComparison.Ordinal) && !type.Name.StartsWith("Emulator", StringComparison.Ordinal))
            .Select(static type => type.Name);

        Assert.Empty(withoutPrefix);
    }

    [Fact]
    public void ApprovedApis_AreOfThePackages() =>
        Assert.Equal(Repository.Packages, Directory.EnumerateFiles(ApprovedApi.Folder, "*.txt").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
}
