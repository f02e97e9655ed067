using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public class ToolNameTests
{
    [Theory]
    [InlineData("FindBook", "find_book")]
    [InlineData("findBook", "find_book")]
    [InlineData("find-book", "find_book")]
    [InlineData("Library.FindBook", "library_find_book")]
    [InlineData("find_book", "FIND_BOOK")]
    public void Restore_NameThatDiffersInCaseOrSeparators_IsThatOfTool(string tool, string called) =>
        Assert.Equal(tool, ToolName.Restore(called, Offer(tool, "other")));

    [Theory]
    [InlineData("find_books")]
    [InlineData("find_boo")]
    [InlineData("___")]
    public void Restore_OtherName_IsLeft(string called) => Assert.Equal(called, ToolName.Restore(called, Offer("find_book")));

    [Fact]
    public void Restore_ExactName_WinsOverSimilarOne() => Assert.Equal("find_book", ToolName.Restore("find_book", Offer("FindBook", "find_book")));

    [Fact]
    public void Restore_TwoSimilarNames_IsLeft() => Assert.Equal("find_book", ToolName.Restore("find_book", Offer("FindBook", "findBook")));

    [Fact]
    public void Restore_NoTools_IsLeft() => Assert.Equal("find_book", ToolName.Restore("find_book", null));

    private static ChatOptions Offer(params string[] names) => new() { Tools = [.. names.Select(static name => AIFunctionFactory.Create(static () => { }, name))] };
}
