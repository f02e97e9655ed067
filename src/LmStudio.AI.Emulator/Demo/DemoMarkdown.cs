using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>Responses in Markdown, for building and trying chats: code, a table, a list, a formula, a long text or some of each.</summary>
internal static partial class DemoMarkdown
{
    private const int Paragraphs = 12;

    private const string Table = """
        | Endpoint | Streams | Functions | MCP servers |
        | :--- | :---: | :---: | :---: |
        | `/api/v1/chat` | yes | no | **yes** |
        | `/v1/chat/completions` | yes | **yes** | no |
        | `/v1/responses` | yes | **yes** | **yes** |
        | `/v1/messages` | yes | **yes** | no |
        """;

    private const string List = """
        1. **Start** the server: `lms server start`
        2. **Load** a model:
           - by its key, such as `qwen/qwen3-8b`
           - or by asking for it in a chat
        3. **Chat** with it
           - [x] send a prompt
           - [ ] read the answer
        """;

    private const string Formula = """
        The roots of $ax^2 + bx + c = 0$ are

        $$
        x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
        $$
        """;

    private static readonly DemoSnippet[] Snippets =
    [
        new("csharp", CSharp(), """
            static long Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

            for (int n = 0; n < 10; n++)
            {
                Console.WriteLine($"{n}: {Fibonacci(n)}");
            }
            """),
        new("python", Python(), """
            def fibonacci(n: int) -> int:
                return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


            for n in range(10):
                print(f"{n}: {fibonacci(n)}")
            """),
        new("typescript", TypeScript(), """
            const fibonacci = (n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));

            for (let n = 0; n < 10; n++) {
              console.log(`${n}: ${fibonacci(n)}`);
            }
            """),
        new("javascript", JavaScript(), """
            const fibonacci = (n) => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));

            for (let n = 0; n < 10; n++) {
              console.log(`${n}: ${fibonacci(n)}`);
            }
            """),
        new("sql", Sql(), """
            SELECT city, AVG(temperature) AS average
            FROM measurements
            WHERE measured_on >= '2026-01-01'
            GROUP BY city
            ORDER BY average DESC;
            """),
        new("html", Html(), """
            <!doctype html>
            <title>Hello</title>
            <script>alert("This is text, not a script.")</script>
            <p>Hello, <strong>world</strong>!</p>
            """),
        new("json", Json(), """
            {
              "model": "qwen/qwen3-8b",
              "input": "Why is the sky blue?",
              "stream": true
            }
            """),
        new("bash", Bash(), """
            curl http://localhost:1234/api/v1/chat \
              -H "Content-Type: application/json" \
              -d '{"model": "qwen/qwen3-8b", "input": "Hello"}'
            """),
    ];

    /// <returns>The text, or null if the prompt does not ask for Markdown.</returns>
    public static string? Create(string prompt) => prompt switch
    {
        _ when AsksForEverything().IsMatch(prompt) => Everything(),
        _ when AsksForTable().IsMatch(prompt) => $"Here is a table of what each endpoint can do:\n\n{Table}\n\nReal models fill in what you asked about.",
        _ when AsksForCode().IsMatch(prompt) => Code(prompt),
        _ when AsksForFormula().IsMatch(prompt) => $"{Formula}\n\nThat is the only formula the demo model knows.",
        _ when AsksForList().IsMatch(prompt) => $"Here is how to begin:\n\n{List}",
        _ when AsksForMuch().IsMatch(prompt) => Story(),
        _ => null,
    };

    private static string Code(string prompt)
    {
        DemoSnippet snippet = Snippets.FirstOrDefault(candidate => candidate.Asked.IsMatch(prompt)) ?? Snippets[0];
        return $"Here is a small example in `{snippet.Language}`:\n\n{snippet.ToMarkdown()}\n\nThe demo model has one for each language it knows, whatever you ask for.";
    }

    private static string Everything() => $"""
        # What Markdown can do

        Text can be **bold**, *italic*, ~~struck out~~ or `code`, and link to [LM Studio](https://lmstudio.ai).

        > A quotation stands out
        > from the text around it.

        ## A list

        {List}

        ## A table

        {Table}

        ## Code

        {Snippets[0].ToMarkdown()}

        ## A formula

        {Formula}

        ---

        That was all.
        """;

    private static string Story() => "# The long way\n\n" + string.Join("\n\n", Enumerable.Range(1, Paragraphs).Select(static number =>
        $"**Part {number}.** The demo model walked on. It had no weights, so the way was light, and it told the same story every time: of tokens that came one by "
        + "one, of a reader who scrolled up to read them again, and of a server that never grew tired of sending more."));

    [GeneratedRegex(@"\b(markdown|formatting|everything you can show)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForEverything();

    [GeneratedRegex(@"\b(table|tabular|columns)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForTable();

    [GeneratedRegex(
        @"\b(code|snippet|script|program|algorithm|fibonacci)\b|\b(write|show|implement|create|give|need)\b.*\b(function|class|method|query|request|python|javascript|typescript|sql|html|json|bash|curl)\b|\b(write|show|implement|create|give|need)\b.*\bc#",
        RegexOptions.IgnoreCase)]
    private static partial Regex AsksForCode();

    [GeneratedRegex(@"\b(formula|equation|math|latex)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForFormula();

    [GeneratedRegex(@"\b(list|bullets?|bullet points|steps|step by step)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForList();

    [GeneratedRegex(@"\b(story|essay|long (text|answer)|poem)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForMuch();

    [GeneratedRegex(@"\bc#|\bcsharp\b|\.net\b", RegexOptions.IgnoreCase)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\bpython\b", RegexOptions.IgnoreCase)]
    private static partial Regex Python();

    [GeneratedRegex(@"\btypescript\b", RegexOptions.IgnoreCase)]
    private static partial Regex TypeScript();

    [GeneratedRegex(@"\b(javascript|js|node)\b", RegexOptions.IgnoreCase)]
    private static partial Regex JavaScript();

    [GeneratedRegex(@"\b(sql|database)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bhtml\b", RegexOptions.IgnoreCase)]
    private static partial Regex Html();

    [GeneratedRegex(@"\bjson\b", RegexOptions.IgnoreCase)]
    private static partial Regex Json();

    [GeneratedRegex(@"\b(bash|shell|curl)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Bash();

    private sealed record DemoSnippet(string Language, Regex Asked, string Code)
    {
        public string ToMarkdown() => $"```{Language}\n{Code}\n```";
    }
}
