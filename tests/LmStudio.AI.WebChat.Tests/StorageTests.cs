using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>Browsers that keep nothing: private windows, full disks, settings.</summary>
[Collection(BrowserTests.Name)]
public sealed class StorageTests(BrowserFixture browser)
{
    private const string Refused =
        """
        indexedDB.open = () => { throw new DOMException('The request was denied.', 'SecurityError'); };
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('The request was denied.', 'SecurityError'); } });
        """;

    private const string Full = "IDBObjectStore.prototype.put = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };";

    [BrowserTheory]
    [InlineData(Refused, "(The request was denied.)")]
    [InlineData(Full, "(The quota has been exceeded.)")]
    public async Task Storage_Fails_ThePageSaysSoAndChats(string failure, string reason)
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.Context.AddInitScriptAsync(failure);
        _ = await site.Page.ReloadAsync();

        await site.AskAsync("Hello", "Hi.");
        await site.AskAsync("And again", "Hi once more.");

        await Expect(site.Answers).ToContainTextAsync(["Hi.", "Hi once more."]);
        await Expect(site.Page.Locator(".notice")).ToHaveTextAsync($"This browser does not store conversations: they are lost when you close this page. {reason}");
        await TurnTests.ChooseModelAsync(site, "GPT-OSS 20B");
        await Expect(site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: GPT-OSS 20B" })).ToBeVisibleAsync();
        Assert.Empty(site.Errors);
    }
}
