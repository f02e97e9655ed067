using System.Net.ServerSentEvents;
using System.Text;
using LmStudio.AI.Emulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using WebChatSample;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The web chat in front of an emulator, asked as its page asks it.</summary>
internal sealed class WebChatPage : IAsyncDisposable
{
    private readonly WebChatApp _app;

    private WebChatPage(WebChatApp app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Web.Urls.First()) };
    }

    public HttpClient Http { get; }

    public static Task<WebChatPage> OpenAsync(LmStudioEmulator server, params string[] settings) => OpenAsync(server.Endpoint, settings);

    public static async Task<WebChatPage> OpenAsync(Uri endpoint, params string[] settings)
    {
        WebChatApp app = await WebChatApp.BuildAsync(
            [$"--LmStudio:Endpoint={endpoint}", .. settings],
            static builder =>
            {
                _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
                _ = builder.Logging.ClearProviders();
            },
            CancellationToken.None);
        await app.Web.StartAsync();
        return new WebChatPage(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Posts a turn, and returns the answer once its head has come.</summary>
    public Task<HttpResponseMessage> PostAsync(string turn)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/chat") { Content = new StringContent(turn, Encoding.UTF8, "application/json") };
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Posts a turn, and returns the data of all events.</summary>
    public async Task<string[]> ChatAsync(string turn)
    {
        using HttpResponseMessage response = await PostAsync(turn);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        return [.. SseParser.Create(stream).Enumerate().Select(static item => item.Data)];
    }
}
