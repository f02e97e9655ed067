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

    [Fact]
    public void ApprovedApis_AreOfThePackages() =>
        Assert.Equal(Repository.Packages, Directory.EnumerateFiles(ApprovedApi.Folder, "*.txt").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
}
