using LmStudio.AI.Emulator;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>What is shown while a model is loaded, by a message or by the button.</summary>
[Collection(BrowserTests.Name)]
public sealed class ModelLoadTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Message_ThatLoadsItsModel_ShowsHowFarThatIs()
    {
        FakeTimeProvider time = new();
        await using ChatSite site = await ChatSite.OpenAsync(browser, configure: options =>
        {
            options.ModelLoadDuration = TimeSpan.FromSeconds(4);
            options.TimeProvider = time;
        });
        await TurnTests.ChooseModelAsync(site, "Gemma 3 1B");
        site.Server.Script.Enqueue(EmulatorStep.Text("Hello."));
        await site.SendAsync("Hi");
        ILocator bar = site.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Loading the model" });

        await Expect(site.Answers).ToContainTextAsync("Loading the model 0 %");
        time.Advance(TimeSpan.FromSeconds(1));
        await Expect(site.Answers).ToContainTextAsync("Loading the model 25 %");
        await Expect(bar).ToHaveAttributeAsync("value", "25");
        for (int percent = 50; percent <= 75; percent += 25)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Expect(bar).ToHaveAttributeAsync("value", $"{percent}");
        }

        time.Advance(TimeSpan.FromSeconds(1));
        await Expect(site.Answers).ToContainTextAsync("Hello.");
        await Expect(bar).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task LoadButton_ShowsABarUntilTheModelIsLoaded_AndKeepsTheFocus()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        TaskCompletionSource release = await HoldLoadsAsync(site);
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: " }).ClickAsync();

        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Load Gemma 3 1B", Exact = true }).PressAsync("Enter");

        ILocator bar = site.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Loading… Gemma 3 1B" });
        await Expect(bar).ToBeVisibleAsync();
        await Expect(bar).Not.ToHaveAttributeAsync("value", new System.Text.RegularExpressions.Regex(".*"));
        await Expect(site.Page.GetByRole(AriaRole.Radio, new() { Name = "Gemma 3 1B" })).ToBeFocusedAsync();
        release.SetResult();
        await Expect(site.Page.GetByRole(AriaRole.Button, new() { Name = "Unload Gemma 3 1B" })).ToBeVisibleAsync();
        await Expect(bar).ToHaveCountAsync(0);
        await Expect(site.Page.GetByRole(AriaRole.Radio, new() { Name = "Gemma 3 1B" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Message_WhileTheButtonLoadsItsModel_WaitsAndLoadsNoSecondOne()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        TaskCompletionSource release = await HoldLoadsAsync(site);
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: " }).ClickAsync();
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Load Gemma 3 1B", Exact = true }).ClickAsync();
        await site.Page.GetByRole(AriaRole.Radio, new() { Name = "Gemma 3 1B" }).CheckAsync();
        await site.Page.Keyboard.PressAsync("Escape");
        site.Server.Script.Enqueue(EmulatorStep.Text("Hello."));

        await site.SendAsync("Hi");
        await Expect(site.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Loading the model" })).ToBeVisibleAsync();
        await Expect(site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: Gemma 3 1B loading…" })).ToBeVisibleAsync();
        Assert.Empty(site.Chats);
        release.SetResult();

        await Expect(site.Answers).ToContainTextAsync("Hello.");
        Assert.Single(site.Server.LoadedInstances, static instance => instance.Model.Key == "google/gemma-3-1b");
    }

    private static async Task<TaskCompletionSource> HoldLoadsAsync(ChatSite site)
    {
        TaskCompletionSource release = new();
        await site.Page.RouteAsync("**/api/models/load", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        return release;
    }
}
