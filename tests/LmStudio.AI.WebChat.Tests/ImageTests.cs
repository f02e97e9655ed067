using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>Images by the button and by drop.</summary>
[Collection(BrowserTests.Name)]
public sealed class ImageTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Image_FromTheButton_IsSentToTheModel()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await TurnTests.ChooseModelAsync(site, "Qwen3 VL 4B");

        IFileChooser chooser = await site.Page.RunAndWaitForFileChooserAsync(() => site.Page.GetByRole(AriaRole.Button, new() { Name = "Add images" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "sky.png", MimeType = "image/png", Buffer = Convert.FromBase64String(DemoTools.BluePixel) });
        await Expect(site.Page.GetByAltText("Image 1", new() { Exact = true })).ToBeVisibleAsync();
        await site.AskAsync("What is this?", "The sky.");

        Assert.Contains(DemoTools.BluePixel, site.Chats[^1], StringComparison.Ordinal);
        await Expect(site.Page.GetByAltText("Image 1 of the message")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Image_Dropped_IsSentToTheModel_AndAnotherFileIsRefused()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await TurnTests.ChooseModelAsync(site, "Qwen3 VL 4B");
        IJSHandle files = await site.Page.EvaluateHandleAsync(
            """
            base64 => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'sky.png', { type: 'image/png' }));
              data.items.add(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
              return data;
            }
            """, DemoTools.BluePixel);

        await site.Page.DispatchEventAsync("#scroller", "dragover", new { dataTransfer = files });
        await Expect(site.Page.Locator("body.dropping")).ToHaveCountAsync(1);
        await site.Page.DispatchEventAsync("#scroller", "drop", new { dataTransfer = files });

        await Expect(site.Page.Locator("body.dropping")).ToHaveCountAsync(0);
        await Expect(site.Page.GetByText("“notes.txt” is not an image that this browser can read.")).ToBeVisibleAsync();
        await Expect(site.Page.GetByRole(AriaRole.List, new() { Name = "Images of the message" }).GetByRole(AriaRole.Img)).ToHaveCountAsync(1);
        await site.AskAsync("What is this?", "The sky.");
        Assert.Contains(DemoTools.BluePixel, site.Chats[^1], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Image_ForAModelThatDoesNotSee_SaysWhyItIsRefused()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.Page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "sky.png", MimeType = "image/png", Buffer = Convert.FromBase64String(DemoTools.BluePixel) });
        await Expect(site.Page.GetByText("This model does not support images. Select one with vision.")).ToBeVisibleAsync();

        await site.SendAsync("What is this?");

        await Expect(site.Page.GetByRole(AriaRole.Alert).GetByText("does not support image inputs")).ToBeVisibleAsync();
    }
}
