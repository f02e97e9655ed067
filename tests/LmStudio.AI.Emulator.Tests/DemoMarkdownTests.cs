namespace LmStudio.AI.Emulator.Tests;

/// <summary>The demo model shows Markdown when it is asked to, so that those who build a chat have something to show.</summary>
public sealed class DemoMarkdownTests
{
    [Theory]
    [InlineData("Show me some code", "```csharp\n")]
    [InlineData("Write a function in Python", "```python\n")]
    [InlineData("Write a TypeScript program", "```typescript\n")]
    [InlineData("Give me a SQL query", "```sql\n")]
    [InlineData("Make a table of the endpoints", "| :--- | :---: | :---: | :---: |\n| `/api/v1/chat` |")]
    [InlineData("List the steps", "1. **Start** the server: `lms server start`\n")]
    [InlineData("Show me a formula", "$$\nx_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n$$")]
    [InlineData("What can you show in Markdown?", "# What Markdown can do\n")]
    public async Task Answer_PromptAsksForMarkdown_HasIt(string prompt, string part)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Contains(part, await AnswerAsync(api, prompt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_AskedForEverything_HasEachKindOfMarkdown()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        string answer = await AnswerAsync(api, "Show me all the Markdown you know");

        Assert.All(
            ["**bold**", "*italic*", "~~struck out~~", "`code`", "](https://lmstudio.ai)", "\n> ", "\n1. ", "\n| ", "\n```csharp\n", "\n$$\n", "\n---\n"],
            kind => Assert.Contains(kind, answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_AskedForAStory_IsLong()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.True((await AnswerAsync(api, "Tell me a long story")).Length > 2_000);
    }

    private static async Task<string> AnswerAsync(Api api, string prompt)
    {
        Api.Reply reply = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"{{prompt}}"}""");
        return (string)reply.Json["output"]![0]!["content"]!;
    }
}
