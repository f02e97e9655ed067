using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LmStudio.AI.Tests;

/// <summary>Where settings come from, and that wrong ones fail at start by name.</summary>
public class SettingsTests
{
    private const string Secret = "sk-lm-abcd1234:abcdefghijklmnopqrst";

    [Theory]
    [InlineData("Endpoint=http://gpu:1234/v1;Model=a/b;ApiToken=t1", "http://gpu:1234/v1", "a/b", "t1")]
    [InlineData("endpoint=http://gpu:1234 ; KEY=\"a;b\"", "http://gpu:1234/", "common", "a;b")]
    [InlineData("http://gpu:1234", "http://gpu:1234/", "common", "of section")]
    [InlineData("", "http://common:1/", "common", "of section")]
    [InlineData(null, "http://common:1/", "common", "of section")]
    public void Options_ConnectionString_WinsOverSections(string? connectionString, string endpoint, string model, string token)
    {
        HostApplicationBuilder builder = Hosts.Create(
            ("LmStudio:Endpoint", "http://common:1"),
            ("LmStudio:Model", "common"),
            ("LmStudio:lm:ApiToken", token == "of section" ? "ofsection" : "other"),
            ("LmStudio:lm:Dialect", "released"),
            ("ConnectionStrings:lm", connectionString));
        _ = builder.AddLmStudioClient("lm");
        using IHost host = builder.Build();

        LmStudioClientOptions options = host.Services.GetRequiredService<IOptions<LmStudioClientOptions>>().Value;

        Assert.Equal(new Uri(endpoint), options.Endpoint);
        Assert.Equal((model, token.Replace(" ", ""), LmStudioApiDialect.Released), (options.Model, options.ApiToken, options.Dialect));
    }

    [Fact]
    public void Options_Code_WinsOverConfiguration()
    {
        HostApplicationBuilder builder = Hosts.Create(("LmStudio:Model", "a"), ("My:Model", "b"), ("My:ApiToken", ""));
        _ = builder.AddKeyedLmStudioClient("one", static options => options.Model = "c");
        _ = builder.Services.AddKeyedLmStudioClient("two", builder.Configuration.GetSection("My"));
        using IHost host = builder.Build();

        IOptionsMonitor<LmStudioClientOptions> options = host.Services.GetRequiredService<IOptionsMonitor<LmStudioClientOptions>>();

        Assert.Equal(("c", null), (options.Get("one").Model, options.Get("one").ApiToken));
        Assert.Equal(("b", ""), (options.Get("two").Model, options.Get("two").ApiToken));
    }

    [Theory]
    [InlineData("LmStudio:Endpoint", "gpu box", "'LmStudio:Endpoint' is not an absolute http or https address")]
    [InlineData("LmStudio:Endpoint", "ftp://gpu", "'LmStudio:Endpoint' is not an absolute http or https address")]
    [InlineData("LmStudio:lm:Endpoint", "http://me:" + Secret + "@gpu", "'LmStudio:lm:Endpoint' is not an absolute http or https address without user name and password")]
    [InlineData("LmStudio:ApiToken", Secret + " x", "'LmStudio:ApiToken' contains white space")]
    [InlineData("LmStudio:Dialect", "Old", "'LmStudio:Dialect' is none of Auto, Released, Preview")]
    [InlineData("LmStudio:Dialect", "7", "'LmStudio:Dialect' is none of Auto, Released, Preview")]
    [InlineData("ConnectionStrings:lm", "Endpoint", "'ConnectionStrings:lm' cannot be read")]
    [InlineData("ConnectionStrings:lm", Secret, "'ConnectionStrings:lm' is not an absolute http or https address")]
    [InlineData("ConnectionStrings:lm", "http://gpu:1234/;ApiToken=" + Secret, "'ConnectionStrings:lm' has a part that is none of Endpoint, Model, ApiToken, Key")]
    [InlineData("ConnectionStrings:lm", "Endpoint=gpu", "'Endpoint' of 'ConnectionStrings:lm' is not an absolute http or https address")]
    [InlineData("ConnectionStrings:lm", "Endpont=http://gpu", "'ConnectionStrings:lm' has a part that is none of Endpoint, Model, ApiToken, Key")]
    [InlineData("ConnectionStrings:lm", "ApiToken=a;Key=" + Secret, "'ConnectionStrings:lm' has a different token in 'ApiToken' and in 'Key'")]
    [InlineData("ConnectionStrings:lm", "Key=a " + Secret, "'Key' of 'ConnectionStrings:lm' contains white space")]
    public async Task Start_WrongSetting_FailsByItsName(string setting, string value, string expected)
    {
        HostApplicationBuilder builder = Hosts.Create((setting, value));
        HostLog log = builder.AddLog();
        _ = builder.AddKeyedLmStudioClient("lm").AddChatClient();
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.StartsWith($"LM Studio client 'lm': {expected}", exception.Message);
        Assert.DoesNotContain("abcdefghijklmnopqrst", exception + log.GetText());
    }

    [Fact]
    public async Task Start_WrongOptionsInCode_FailsByTheirNames()
    {
        HostApplicationBuilder builder = Hosts.Create();
        _ = builder.Services.AddLmStudioClient(static options =>
        {
            options.Endpoint = new Uri("ftp://me:my-secret@gpu");
            options.ApiToken = "my secret";
            options.Dialect = (LmStudioApiDialect)9;
        });
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(3, exception.Failures.Count());
        Assert.All(exception.Failures, static failure => Assert.StartsWith("LM Studio client: ", failure));
        Assert.All(new[] { "Endpoint is not an absolute http or https address", "ApiToken", "Dialect is 9" }, part => Assert.Contains(part, exception.Message));
        Assert.DoesNotContain("secret", exception.ToString());
    }
}
