namespace LmStudio.AI.PublicApi.Tests;

public sealed class ApprovedApiTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string ApiFile => Path.Combine(_folder.FullName, "Package.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Check_SameApi_FindsNoDifference()
    {
        File.WriteAllText(ApiFile, "class A\nclass B\n");

        Assert.Null(new ApprovedApi(ApiFile, update: false).Check("class A\r\nclass B"));
    }

    [Fact]
    public void Check_ChangedMember_NamesTheChangeAndHowToApproveIt()
    {
        File.WriteAllText(ApiFile, "class A\n{\n    void Old();\n}\n");

        string? difference = new ApprovedApi(ApiFile, update: false).Check("class A\n{\n    void New();\n}\n");

        Assert.Equal(
            """
            The public API differs from Package.txt:

            -     void Old();
            +     void New();

            If this is intended, run these tests once with UPDATE_PUBLIC_API=1 and commit the changed file:
                UPDATE_PUBLIC_API=1 dotnet test tests/LmStudio.AI.PublicApi.Tests
            """,
            difference,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Check_SecondOverloadWithTheSameText_IsADifference()
    {
        File.WriteAllText(ApiFile, "{\n}\n");

        Assert.Contains("+ }", new ApprovedApi(ApiFile, update: false).Check("{\n}\n}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_MembersInAnotherOrder_SaysSo()
    {
        File.WriteAllText(ApiFile, "class A\nclass B\n");

        Assert.Contains("The same lines in another order.", new ApprovedApi(ApiFile, update: false).Check("class B\nclass A\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoApprovedApi_IsADifference() =>
        Assert.Contains("+ class A", new ApprovedApi(ApiFile, update: false).Check("class A\n"), StringComparison.Ordinal);

    [Fact]
    public void Check_Updating_ApprovesTheApi()
    {
        Assert.Null(new ApprovedApi(ApiFile, update: true).Check("class A\r\nclass B\r\n"));

        Assert.Equal("class A\nclass B\n", File.ReadAllText(ApiFile));
    }
}
