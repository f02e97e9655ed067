using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LmStudio.AI.Emulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using WebChatSample;

namespace LmStudio.AI.Samples.Tests;

public sealed class WebChatSafetyTests
{
    private const string Turn = """{"message":"Hello","model":"google/gemma-3-1b"}""";

    [Fact]
    public async Task AnotherHostName_IsRefused()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/models") { Headers = { Host = "evil.example" } };

        using HttpResponseMessage response = await page.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task PostOfAnotherPage_IsRefused_AndReachesNoModel(string header, string value)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);
        page.Http.DefaultRequestHeaders.Add(header, value);

        using HttpResponseMessage response = await page.PostAsync(Turn);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain(server.Requests, static request => request.Path == "/api/v1/chat");
    }

    [Fact]
    public async Task PostOfThePageItself_IsAnswered()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);
        page.Http.DefaultRequestHeaders.Add("Origin", page.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        page.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        Assert.Contains(await page.ChatAsync(Turn), static data => data.StartsWith("""{"type":"end",""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FormPost_WhichAnotherPageCanMakeWithoutAsking_IsRefused()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);
        using StringContent form = new(Turn, System.Text.Encoding.UTF8, "text/plain");

        using HttpResponseMessage response = await page.Http.PostAsync("/api/chat", form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task DefaultAddress_IsOfThisMachineOnly()
    {
        await using WebChatApp app = await WebChatApp.BuildAsync(["--LmStudio:Endpoint=http://127.0.0.1:1"], configure: null, CancellationToken.None);

        Assert.Equal("http://localhost:5080", app.Web.Configuration["Urls"]);
    }

    [Fact]
    public async Task AnotherMachine_IsRefused_EvenIfThePageListensEverywhere()
    {
        // This machine's own address in its network stands for another machine's.
        IPAddress? address = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (address is null)
        {
            return; // Nothing but this machine can reach it at all.
        }

        await using WebChatApp app = await WebChatApp.BuildAsync(
            ["--LmStudio:Endpoint=http://127.0.0.1:1"],
            static builder =>
            {
                _ = builder.WebHost.UseUrls("http://0.0.0.0:0");
                _ = builder.Logging.ClearProviders();
            },
            CancellationToken.None);
        await app.Web.StartAsync();
        using HttpClient http = new() { DefaultRequestHeaders = { Host = "localhost" } };

        using HttpResponseMessage response = await http.GetAsync($"http://{address}:{new Uri(app.Web.Urls.First()).Port}/");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("only accepts connections from this machine", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PromptThatIsTooLong_IsRefused()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        using HttpResponseMessage response = await page.PostAsync($$"""{"message":"{{new string('x', PromptLimits.Characters + 1)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("longer than 200,000 characters", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestThatIsTooLarge_IsRefused()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        page.Http.DefaultRequestHeaders.ExpectContinue = true; // The answer comes before the body is sent.

        using HttpResponseMessage response = await page.PostAsync($$"""{"message":"Hello","images":["{{new string('x', PromptLimits.RequestBytes)}}"]}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/image.png")]
    [InlineData("data:image/svg+xml;base64,PHN2Zy8+")]
    [InlineData("data:image/png;base64,no base64!")]
    public async Task ImageThatIsNone_IsRefused(string image)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        using HttpResponseMessage response = await page.PostAsync($$"""{"message":"Look","images":["{{image}}"]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
