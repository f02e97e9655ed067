using LmStudio.AI.Emulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

[Collection(BrowserTests.Name)]
public sealed class TurnTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Turn_WithReasoningAndTool_ShowsBothAndTheAnswer()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await UseDemoToolsAsync(site);
        TaskCompletionSource thinking = new();
        site.Server.Script.Enqueue(
            EmulatorStep.Reason("A die it is."), EmulatorStep.Wait(thinking.Task),
            EmulatorStep.CallTool(ChatSite.Plugin, "roll_dice", new { sides = 20 }),
            EmulatorStep.Text("You rolled a **20**."));

        await site.SendAsync("Roll a die");

        ILocator reasoning = site.Page.Locator(".reasoning");
        await Expect(reasoning.Locator("summary")).ToContainTextAsync("Thinking");
        await Expect(reasoning).ToHaveAttributeAsync("open", "");
        await Expect(reasoning).ToContainTextAsync("A die it is.");
        thinking.SetResult();
        await site.CompleteAsync();
        await Expect(reasoning.Locator("summary")).ToContainTextAsync("Thought for");
        await Expect(reasoning).Not.ToHaveAttributeAsync("open", "");
        ILocator tool = site.Page.GetByRole(AriaRole.Group, new() { Name = "Tool roll_dice" });
        await tool.Locator("summary").ClickAsync();
        await Expect(tool.GetByRole(AriaRole.Region, new() { Name = "Arguments" })).ToHaveTextAsync("{\n  \"sides\": 20\n}");
        await Expect(tool.GetByRole(AriaRole.Region, new() { Name = "Result" })).ToHaveTextAsync("20");
        await Expect(site.Page.Locator(".markdown strong")).ToHaveTextAsync("20");
        Assert.Empty(site.Errors);
    }

    [BrowserFact]
    public async Task Tool_ThatReturnsAnImage_ShowsIt()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await UseDemoToolsAsync(site);
        site.Server.Script.Enqueue(EmulatorStep.CallTool(ChatSite.Plugin, "draw", new { subject = "the sky" }), EmulatorStep.Text("Here."));

        await site.SendAsync("Draw the sky");
        await site.CompleteAsync();

        await Expect(site.Page.GetByAltText("Image 1 of the result of draw")).ToHaveAttributeAsync("src", "data:image/png;base64," + DemoTools.BluePixel);
    }

    [BrowserFact]
    public async Task Stop_KeepsWhatCame_AndIsNoError()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        site.Server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Wait(new TaskCompletionSource().Task));
        await site.SendAsync("Tell me a story");
        await Expect(site.Answers).ToContainTextAsync("The beginning");

        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await Expect(site.Answers).ToContainTextAsync("Stopped. LM Studio does not store partial responses");
        await Expect(site.Answers).ToContainTextAsync("The beginning");
        await Expect(site.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Expect(site.Message).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Error_SaysWhatToDo_AndTryAgainAnswers()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        site.Server.Script.Enqueue(EmulatorStep.Fail("internal_error", "Out of memory."));
        await site.SendAsync("Hello");
        ILocator alert = site.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("Out of memory.");

        site.Server.Script.Enqueue(EmulatorStep.Text("Now it works."));
        await alert.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(site.Answers).ToContainTextAsync("Now it works.");
        await Expect(alert).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Image_ThatIsPasted_IsSentToTheModel()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await ChooseModelAsync(site, "Qwen3 VL 4B");
        await site.Message.EvaluateAsync(
            """
            (field, base64) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'sky.png', { type: 'image/png' }));
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, DemoTools.BluePixel);
        await Expect(site.Page.GetByAltText("Image 1", new() { Exact = true })).ToBeVisibleAsync();

        await site.AskAsync("What is this?", "The sky.");

        Assert.Contains(DemoTools.BluePixel, site.Chats[^1], StringComparison.Ordinal);
        await Expect(site.Page.GetByAltText("Image 1 of the message")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Settings_ReachTheModel()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await ChooseModelAsync(site, "GPT-OSS 20B");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await site.Page.GetByLabel("System prompt").FillAsync("Be brief.");
        await site.Page.GetByRole(AriaRole.Combobox, new() { Name = "Reasoning" }).SelectOptionAsync("high");
        await site.Page.GetByRole(AriaRole.Combobox, new() { Name = "Context length, if the model" }).SelectOptionAsync("8192");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        await site.AskAsync("Hello", "Hi.");

        Assert.Contains("\"model\":\"openai/gpt-oss-20b\"", site.Chats[^1], StringComparison.Ordinal);
        Assert.Contains("\"system_prompt\":\"Be brief.\"", site.Chats[^1], StringComparison.Ordinal);
        Assert.Contains("\"reasoning\":\"high\"", site.Chats[^1], StringComparison.Ordinal);
        Assert.Contains("\"context_length\":8192", site.Chats[^1], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Model_LoadsAndUnloadsOnDemand()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: " }).ClickAsync();

        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Load Gemma 3 1B", Exact = true }).ClickAsync();
        await Expect(site.Page.GetByRole(AriaRole.Button, new() { Name = "Unload Gemma 3 1B" })).ToBeVisibleAsync();
        Assert.Contains(site.Server.LoadedInstances, static instance => instance.Id == "google/gemma-3-1b");
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Unload Gemma 3 1B" }).ClickAsync();

        await Expect(site.Page.GetByRole(AriaRole.Button, new() { Name = "Load Gemma 3 1B", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(site.Server.LoadedInstances, static instance => instance.Id == "google/gemma-3-1b");
    }

    internal static async Task ChooseModelAsync(ChatSite site, string name)
    {
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Model: " }).ClickAsync();
        await site.Page.GetByRole(AriaRole.Radio, new() { Name = name }).CheckAsync();
        await site.Page.Keyboard.PressAsync("Escape");
    }

    internal static async Task UseDemoToolsAsync(ChatSite site)
    {
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await site.Page.GetByLabel("MCP server").FillAsync(ChatSite.Plugin);
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
    }
}
