using Microsoft.Playwright;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>Takes the pictures of the documents: <c>WEBCHAT_PICTURES=docs/images dotnet test tests/LmStudio.AI.WebChat.Tests --filter Pictures</c>.</summary>
[Collection(BrowserTests.Name)]
public sealed class PictureTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("webchat-light.png", 1280, 1080, ColorScheme.Light)]
    [InlineData("webchat-dark.png", 1280, 1080, ColorScheme.Dark)]
    [InlineData("webchat-phone-light.png", 390, 844, ColorScheme.Light)]
    [InlineData("webchat-phone-dark.png", 390, 844, ColorScheme.Dark)]
    public async Task Pictures_AreTaken(string name, int width, int height, ColorScheme colors)
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser, width, height, colors);
        await TurnTests.UseDemoToolsAsync(site);
        await ShowCase.ShowAsync(site);

        byte[] picture = await site.Page.ScreenshotAsync();

        Assert.NotEmpty(picture);
        if (Environment.GetEnvironmentVariable("WEBCHAT_PICTURES") is { Length: > 0 } folder)
        {
            _ = Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), picture);
        }
    }
}
