using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

[Collection(BrowserTests.Name)]
public sealed class ConversationTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Edit_BranchesTheConversation_AndBothBranchesStay()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("My name is Ada.", "Hello Ada.");
        await site.AskAsync("What is two and two?", "Four.");

        await site.Questions.Last.HoverAsync();
        await site.Questions.Last.GetByRole(AriaRole.Button, new() { Name = "Edit the message" }).ClickAsync();
        await site.Page.GetByRole(AriaRole.Textbox, new() { Name = "Edit the message" }).FillAsync("What is three and three?");
        site.Server.Script.Enqueue(EmulatorStep.Text("Six."));
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Send as a new branch" }).ClickAsync();
        await Expect(site.Answers.Last).ToContainTextAsync("Six.");
        await site.CompleteAsync();

        Assert.Equal(PreviousId(site.Chats[1]), PreviousId(site.Chats[2]));
        await Expect(site.Questions.Last).ToContainTextAsync("2 / 2");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Previous branch" }).ClickAsync();
        await Expect(site.Answers.Last).ToContainTextAsync("Four.");
        await Expect(site.Answers).ToHaveCountAsync(2);

        await site.AskAsync("Go on", "From four.");
        Assert.NotEqual(PreviousId(site.Chats[1]), PreviousId(site.Chats[3]));
    }

    [BrowserFact]
    public async Task TryAgain_AsksTheSameFromTheSamePlace()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("Hello", "First.");
        site.Server.Script.Enqueue(EmulatorStep.Text("Second."));

        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(site.Answers).ToContainTextAsync("Second.");
        await Expect(site.Answers).ToHaveCountAsync(1);
        Assert.Null(PreviousId(site.Chats[1]));
    }

    [BrowserFact]
    public async Task Reload_TheConversationIsThere_AndGoesOn()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("My name is Ada.", "Hello **Ada**.");

        _ = await site.Page.ReloadAsync();

        await Expect(site.Page.Locator(".markdown strong")).ToHaveTextAsync("Ada");
        await site.AskAsync("And now?", "We go on.");
        Assert.StartsWith("resp_", PreviousId(site.Chats[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("My name is Ada", site.Chats[1], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Message_BeforeThePageKnowsItsServer_StaysOnThePage()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        TaskCompletionSource release = new();
        await site.Page.RouteAsync("**/api/server", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        _ = await site.Page.ReloadAsync();
        site.Server.Script.Enqueue(EmulatorStep.Text("At once."));

        await site.SendAsync("Quick!");
        await Expect(site.Answers).ToContainTextAsync("At once.");
        release.SetResult();

        await Expect(site.Page.Locator("#server-address")).Not.ToBeEmptyAsync();
        await Expect(site.Questions).ToContainTextAsync("Quick!");
    }

    [BrowserFact]
    public async Task Reload_WhileAnAnswerComes_SaysThatItIsNotWhole()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        site.Server.Script.Enqueue(EmulatorStep.Text("Half"), EmulatorStep.Wait(new TaskCompletionSource().Task));
        await site.SendAsync("Tell me");
        await Expect(site.Answers).ToContainTextAsync("Half");

        _ = await site.Page.ReloadAsync();

        await Expect(site.Questions).ToContainTextAsync("Tell me");
        await Expect(site.Answers).ToContainTextAsync("The page was closed during this response.");
    }

    [BrowserFact]
    public async Task Conversation_ThatTheServerHasForgotten_SaysSoAndGoesOnInANewOne()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("My name is Ada.", "Hello Ada.");
        site.Server.ForgetConversations();

        await site.SendAsync("Who am I?");

        ILocator alert = site.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("LM Studio no longer has this conversation.");
        await Expect(site.Page.Locator("#conversations")).ToContainTextAsync("no longer on the server");
        await Expect(site.Answers.First).ToContainTextAsync("Hello Ada.");
        site.Server.Script.Enqueue(EmulatorStep.Text("I do not know."));
        await alert.GetByRole(AriaRole.Button, new() { Name = "Send it in a new chat" }).ClickAsync();
        await Expect(site.Answers).ToContainTextAsync("I do not know.");
        Assert.Null(PreviousId(site.Chats[^1]));
    }

    [BrowserFact]
    public async Task Conversations_AreListed_AndDeleted()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("About cats", "Cats purr.");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "New chat" }).ClickAsync();
        await site.AskAsync("About dogs", "Dogs bark.");
        ILocator list = site.Page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" });

        await list.GetByRole(AriaRole.Button, new() { Name = "About cats", Exact = true }).ClickAsync();
        await Expect(site.Answers).ToContainTextAsync("Cats purr.");
        site.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await list.GetByRole(AriaRole.Button, new() { Name = "Delete “About cats”" }).ClickAsync();

        await Expect(site.Answers).ToHaveCountAsync(0);
        _ = await site.Page.ReloadAsync();
        await Expect(list).ToContainTextAsync("About dogs");
        await Expect(list).Not.ToContainTextAsync("About cats");
    }

    private static string? PreviousId(string body) =>
        JsonDocument.Parse(body).RootElement.TryGetProperty("previous_response_id", out JsonElement id) ? id.GetString() : null;
}
