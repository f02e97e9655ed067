using LmStudio.AI.Emulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using WebChatSample;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>The web chat in front of an emulator, open in a browser.</summary>
internal sealed class ChatSite : IAsyncDisposable
{
    public const string Plugin = "mcp/demo";

    private readonly WebChatApp _app;
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private ChatSite(WebChatApp app, LmStudioEmulator server, IBrowserContext context, IPage page)
    {
        _app = app;
        Server = server;
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Add(error);
    }

    public LmStudioEmulator Server { get; }

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>Gets what the browser's console has of errors: scripts that failed, and what the page's policy kept out.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public ILocator Message => Page.GetByLabel("Message", new() { Exact = true });

    public ILocator Answers => Page.GetByRole(AriaRole.Article, new() { Name = "Answer" });

    public ILocator Questions => Page.GetByRole(AriaRole.Article, new() { Name = "You" });

    public static async Task<ChatSite> OpenAsync(BrowserFixture fixture, int width = 1280, int height = 860, ColorScheme colors = ColorScheme.Light, Action<LmStudioEmulatorOptions>? configure = null)
    {
        LmStudioEmulator server = await LmStudioEmulator.StartAsync(options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin(Plugin, DemoTools.Create()));
            configure?.Invoke(options);
        });
        _ = server.LoadModel("qwen/qwen3-8b");
        WebChatApp app = await WebChatApp.BuildAsync(
            [$"--LmStudio:Endpoint={server.Endpoint}"],
            static builder =>
            {
                _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
                _ = builder.Logging.ClearProviders();
            },
            CancellationToken.None);
        await app.Web.StartAsync();
        IBrowserContext context = await fixture.Browser.NewContextAsync(new()
        {
            BaseURL = app.Web.Urls.First(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            HasTouch = width < 600,
            DeviceScaleFactor = width < 600 ? 2 : 1,
            Permissions = ["clipboard-read", "clipboard-write"],
            ReducedMotion = ReducedMotion.Reduce,
        });
        // Only where something is wrong does a test wait so long; a busy machine is slow.
        context.SetDefaultTimeout(30_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        ChatSite site = new(app, server, context, await context.NewPageAsync());
        _ = await site.Page.GotoAsync("/");
        await Assertions.Expect(site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: " })).ToBeVisibleAsync();
        return site;
    }

    public async Task SendAsync(string text)
    {
        await Message.FillAsync(text);
        await Message.PressAsync("Enter");
    }

    /// <summary>Sends a message that is answered with a text, and waits until the answer is complete.</summary>
    public async Task AskAsync(string text, string answer)
    {
        Server.Script.Enqueue(EmulatorStep.Text(answer));
        await SendAsync(text);
        await CompleteAsync();
    }

    public Task CompleteAsync() => Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeVisibleAsync();

    /// <summary>Returns the bodies of the chat requests that LM Studio has got.</summary>
    public IReadOnlyList<string> Chats => [.. Server.Requests.Where(static request => request.Path == "/api/v1/chat").Select(static request => request.Body)];

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _app.DisposeAsync();
        await Server.DisposeAsync();
    }
}
