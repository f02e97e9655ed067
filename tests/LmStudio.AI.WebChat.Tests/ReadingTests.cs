using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LmStudio.AI.Emulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>What a person meets who reads: widths, colours, scrolling and screen readers. Half of the time goes here, so a second browser runs them beside the others.</summary>
public sealed class ReadingTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>All rules, but of what passes only one element for each: what is not asserted need not be described.</summary>
    private static readonly AxeRunOptions AxeOptions = new() { ResultTypes = [ResultType.Violations], Iframes = false };

    private const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    private static readonly string LongText = string.Join("\n\n", Enumerable.Range(1, 40).Select(static line => $"Paragraph {line} of a long answer."));

    [BrowserFact]
    public async Task Scroll_ReaderWentUp_StaysThere_AndThereIsAWayBack()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("Long", LongText);
        TaskCompletionSource more = new();
        site.Server.Script.Enqueue(EmulatorStep.Text("Begun."), EmulatorStep.Wait(more.Task), EmulatorStep.Text("\n\n" + LongText));
        await site.SendAsync("More");
        await Expect(site.Answers.Last).ToContainTextAsync("Begun.");
        await site.Page.Locator("#scroller").HoverAsync();
        await site.Page.Mouse.WheelAsync(0, -400);
        ILocator toEnd = site.Page.GetByRole(AriaRole.Button, new() { Name = "Go to the end" });
        await Expect(toEnd).ToBeVisibleAsync();
        double top = await ScrollTopAsync(site);

        more.SetResult();
        await site.CompleteAsync();

        Assert.Equal(top, await ScrollTopAsync(site));
        await toEnd.ClickAsync();
        await Expect(toEnd).ToBeHiddenAsync();
        await Expect(site.Page.GetByText("Paragraph 40 of a long answer.").Last).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task Scroll_ReaderAtTheEnd_FollowsTheAnswer()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);

        await site.AskAsync("Long", LongText);

        await Expect(site.Page.GetByText("Paragraph 40 of a long answer.")).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task Stream_EndedBlocks_AreNotDrawnAgain()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        TaskCompletionSource more = new();
        site.Server.Script.Enqueue(EmulatorStep.Text("First.\n\nSecond."), EmulatorStep.Wait(more.Task), EmulatorStep.Text(" Third.\n\nFourth."));
        await site.SendAsync("Go");
        await Expect(site.Page.Locator(".block")).ToHaveCountAsync(2);
        await site.Page.Locator(".block").First.EvaluateAsync("block => { block.isOld = true; }");

        more.SetResult();
        await site.CompleteAsync();

        await Expect(site.Page.Locator(".block")).ToHaveCountAsync(3);
        Assert.True(await site.Page.Locator(".block").First.EvaluateAsync<bool>("block => block.isOld === true"));
    }

    [BrowserFact]
    public async Task ScreenReader_HearsTheAnswerOnce_NotPieceByPiece()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.Page.EvaluateAsync(
            """
            () => {
              window.heard = [];
              new MutationObserver(() => window.heard.push(document.getElementById('announcer').textContent)).observe(document.getElementById('announcer'), { childList: true });
            }
            """);

        await site.AskAsync("Count", "One two three four.");
        await Expect(site.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("complete");

        Assert.Equal(["The model is responding.", "The response is complete. One two three four."], await site.Page.EvaluateAsync<string[]>("window.heard"));
        await Expect(site.Page.Locator("#conversation [aria-live], #conversation[aria-live], #scroller[aria-live]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Phone_NothingIsWiderThanTheScreen_AndTheListIsADrawer()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser, PhoneWidth, PhoneHeight);
        await site.AskAsync("Wide", $"| {string.Join(" | ", Enumerable.Range(1, 12).Select(static i => $"column {i}"))} |\n|{string.Concat(Enumerable.Repeat(" --- |", 12))}\n\n```\n{new string('x', 300)}\n```\n\n{new string('y', 300)}");

        Assert.Equal(PhoneWidth, await site.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(await site.Page.EvaluateAsync<bool>("() => { const s = document.getElementById('scroller'); return s.scrollWidth <= s.clientWidth; }"));
        ILocator list = site.Page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" });
        await Expect(list).ToBeHiddenAsync();
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Show the list of conversations" }).ClickAsync();
        await Expect(list.GetByRole(AriaRole.Button, new() { Name = "Wide", Exact = true })).ToBeInViewportAsync();
        await site.Page.Keyboard.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Emulator_Answers_TheBannerSaysSo()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.Page.RouteAsync("**/api/server", static route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{"address":"http://127.0.0.1:1/","isEmulated":true,"mcp":"mcp/demo"}""",
        }));

        _ = await site.Page.ReloadAsync();

        await Expect(site.Page.GetByText("an emulator answers")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData(1280, 860, ColorScheme.Light)]
    [InlineData(1280, 860, ColorScheme.Dark)]
    [InlineData(PhoneWidth, PhoneHeight, ColorScheme.Light)]
    [InlineData(PhoneWidth, PhoneHeight, ColorScheme.Dark)]
    public async Task Axe_FindsNothingSerious(int width, int height, ColorScheme colors)
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser, width, height, colors);
        await TurnTests.UseDemoToolsAsync(site);
        await ShowCase.ShowAsync(site);
        await AssertAccessibleAsync(site, "the conversation");
        await site.SendAsync("Fail");
        await Expect(site.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AssertAccessibleAsync(site, "an error");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: " }).ClickAsync();
        await Expect(site.Page.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
        await AssertAccessibleAsync(site, "the models");
        await site.Page.Keyboard.PressAsync("Escape");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await AssertAccessibleAsync(site, "the settings");
    }

    private static async Task AssertAccessibleAsync(ChatSite site, string what)
    {
        AxeResult result = await site.Page.RunAxe(AxeOptions);
        Assert.True(result.Passes.Length > 10, "Axe has not run.");
        Assert.Empty(result.Violations
            .Where(static violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{what}: {violation.Id}: {string.Join("; ", violation.Nodes.Select(static node => node.Html))}"));
    }

    private static Task<double> ScrollTopAsync(ChatSite site) => site.Page.Locator("#scroller").EvaluateAsync<double>("scroller => scroller.scrollTop");
}
