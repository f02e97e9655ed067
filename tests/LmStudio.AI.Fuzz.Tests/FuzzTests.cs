namespace LmStudio.AI.Fuzz.Tests;

/// <summary>Each property with the same inputs in every run. <c>dotnet run --project tests/LmStudio.AI.Fuzz -- --minutes 10</c> tries others.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 1000;

    private const string Seed = "0N0XIzNsQ0O2";

    public static TheoryData<string> Names => [.. FuzzProperties.All.Select(static property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Property_GeneratedInputs_Holds(string name) => FuzzProperties.All.Single(property => property.Name == name).Run(Inputs, Seed);
}
