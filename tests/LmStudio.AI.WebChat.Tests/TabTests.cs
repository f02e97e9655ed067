using LmStudio.AI.Emulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>Two tabs with the same conversation.</summary>
[Collection(BrowserTests.Name)]
public sealed class TabTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Answer_InOneTab_IsShownAndStoppedInTheOther()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        site.Server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Wait(new TaskCompletionSource().Task));
        await site.SendAsync("Tell me a story");
        await Expect(site.Answers).ToContainTextAsync("The beginning");

        IPage other = await site.Context.NewPageAsync();
        _ = await other.GotoAsync(site.Page.Url);
        ILocator answer = other.GetByRole(AriaRole.Article, new() { Name = "Answer" });
        await Expect(answer).ToContainTextAsync("The beginning");
        await Expect(answer).Not.ToContainTextAsync("The page was closed");
        await other.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await Expect(site.Answers).ToContainTextAsync("Stopped.");
        await Expect(answer).ToContainTextAsync("Stopped.");
    }

    [BrowserFact]
    public async Task Tab_ClosedWhileAnAnswerComes_TheOtherSaysSo()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        site.Server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Wait(new TaskCompletionSource().Task));
        await site.SendAsync("Tell me a story");
        await Expect(site.Answers).ToContainTextAsync("The beginning");
        IPage other = await site.Context.NewPageAsync();
        _ = await other.GotoAsync(site.Page.Url);
        ILocator answer = other.GetByRole(AriaRole.Article, new() { Name = "Answer" });
        await Expect(answer).ToContainTextAsync("The beginning");

        await site.Page.CloseAsync();

        await Expect(answer).ToContainTextAsync("The page was closed during this response.");
    }

    [BrowserFact]
    public async Task Conversation_OfOneTab_IsInTheListOfTheOther_UntilItIsDeleted()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        IPage other = await site.Context.NewPageAsync();
        _ = await other.GotoAsync("/");
        ILocator list = other.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" });
        await Expect(list.GetByText("127.0.0.1")).ToBeVisibleAsync();

        await site.AskAsync("About cats", "Cats purr.");
        await Expect(list).ToContainTextAsync("About cats");
        site.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Delete “About cats”" }).ClickAsync();

        await Expect(list).Not.ToContainTextAsync("About cats");
    }
}
