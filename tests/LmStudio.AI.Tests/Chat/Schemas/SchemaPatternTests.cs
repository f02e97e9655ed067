using System.Text.Json.Nodes;

namespace LmStudio.AI.Tests;

public class SchemaPatternTests
{
    [Theory]
    [InlineData("^$")]
    [InlineData("^[a-z]+$")]
    [InlineData("^[^,]*$")]
    [InlineData("^(red|green|blue)$")]
    [InlineData(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}$")]
    [InlineData("^a{2,}b?.*$")]
    [InlineData("^#[A-Fa-f0-9]{6}$")]
    public void CanCompile_PlainPattern_IsTrue(string pattern) => Assert.True(SchemaPattern.CanCompile(JsonValue.Create(pattern)));

    // docs/protocol-schemas.md
    [Theory]
    [InlineData("")]
    [InlineData("^")]
    [InlineData("abc")]
    [InlineData("^abc")]
    [InlineData("abc$")]
    [InlineData(@"^\d{4}$")]
    [InlineData(@"^[\w ]+$")]
    [InlineData(@"^\S$")]
    [InlineData(@"^a\/b$")]
    [InlineData(@"^abc\$")]
    [InlineData("^a$|^b$")]
    [InlineData("^(?=a)b$")]
    [InlineData("^(?!a)b$")]
    [InlineData("^(?:a|b)$")]
    [InlineData("^a{1,2000}$")]
    [InlineData("^a{,5}$")]
    [InlineData("^a+?$")]
    [InlineData("^(a$")]
    [InlineData("^a)$")]
    [InlineData("^[]$")]
    [InlineData("^[a$")]
    [InlineData("^ä$")]
    [InlineData("^\"$")]
    [InlineData("^(*a)$")]
    public void CanCompile_AnythingElse_IsFalse(string pattern) => Assert.False(SchemaPattern.CanCompile(JsonValue.Create(pattern)));

    [Fact]
    public void CanCompile_NoText_IsFalse() => Assert.False(SchemaPattern.CanCompile(JsonValue.Create(5)));
}
