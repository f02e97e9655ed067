using System.Text;

namespace LmStudio.AI.Tests;

public class LoggedBodyTests
{
    [Theory]
    [InlineData("""{ "a": [1, 2.50, true, null, "x"], "b": {} }""", """{"a":[1,2.50,true,null,"x"],"b":{}}""")]
    [InlineData("""{"headers":{"X-Key":"abc","n":1,"o":{"p":true}},"after":"x"}""", """{"headers":{"X-Key":"***","n":"***","o":{"p":"***"}},"after":"x"}""")]
    [InlineData("""[{"headers":{"X-Key":"abc"}},{"label":"x"}]""", """[{"headers":{"X-Key":"***"}},{"label":"x"}]""")]
    [InlineData("""{"authorization_token":"abc","api_key":"abc"}""", """{"authorization_token":"***","api_key":"***"}""")]
    [InlineData("""{"server_url":"https://x.test/mcp?key=abc"}""", """{"server_url":"https://x.test/mcp?***"}""")]
    [InlineData("""{"s\u0065cret":"my s\u0065cret, ü"}""", """{"***":"my ***, ü"}""")]
    [InlineData("""{"cut":"secret""", """{"cut":"***""")]
    [InlineData("<html>\n the secret\r\n</html>\n", "<html>\\n the ***\\r\\n</html>")]
    [InlineData("", "")]
    public void Describe_Body_IsOneLineWithoutSecrets(string body, string expected) => Assert.Equal(expected, Describe(body));

    [Fact]
    public void Describe_LongBody_IsCut()
    {
        string text = Describe($"[{string.Join(",", Enumerable.Repeat("1", 20_000))}]");

        Assert.EndsWith("… (40001 characters)", text);
        Assert.InRange(text.Length, 16_000, 17_000);
    }

    [Theory]
    [InlineData("a\"b+c<d", """{"x":"a\u0022b\u002Bc\u003Cd""")]
    [InlineData("a\"b+c<d", """{"x":"a\u0022b\u002bc\u003cd""")]
    [InlineData("a\"b+c<d", """{"x":"a\"b+c<d""")]
    [InlineData("a b+c<d", "q=a%20b%2Bc%3Cd&")]
    [InlineData("a b+c<d", "q=a%20b%2bc%3cd&")]
    [InlineData("ab&c<d", "<p>ab&amp;c&lt;d</p>")]
    public void Redact_SecretWrittenInAnotherWay_IsFound(string secret, string text)
    {
        string redacted = SecretRedactor.Redact(text, apiToken: null, [secret]);

        Assert.Contains("***", redacted);
        Assert.DoesNotContain("c", redacted);
    }

    private static string Describe(string body) => LoggedBody.Describe(Encoding.UTF8.GetBytes(body), static text => SecretRedactor.Redact(text, "secret"));
}
