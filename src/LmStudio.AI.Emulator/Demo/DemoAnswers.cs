using System.Globalization;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>The responses of the demo model that need no tool.</summary>
internal static partial class DemoAnswers
{
    public static string Create(string prompt, GenerationContext context) =>
        DemoToolResults.OfFunctions(context)
        ?? DescribeImages(context)
        ?? Remember(prompt, context)
        ?? ListTools(prompt, context)
        ?? DemoMarkdown.Create(prompt)
        ?? Greet(prompt, context)
        ?? Explain(prompt, context);

    private static string? DescribeImages(GenerationContext context)
    {
        InputPart.Image[] images = [.. context.Request.Input.OfType<InputPart.Image>()];
        if (images.Length is 0)
        {
            return null;
        }

        string list = string.Join(" and ", images.Select(static image =>
            string.Create(CultureInfo.InvariantCulture, $"one of type {image.MediaType} with {image.Data.Length:N0} bytes")));
        return $"I can see that you sent {(images.Length is 1 ? "an image" : "images")}: {list}. "
            + "What is to be seen there I can't tell, because I am only the emulator's demo model.";
    }

    private static string? Remember(string prompt, GenerationContext context)
    {
        int turn = context.History.Count + 1;
        if (AsksForName().IsMatch(prompt))
        {
            return FindName(context) is { } told
                ? $"Your name is {told}. You told me so earlier in this conversation."
                : "You haven't told me your name in this conversation. Tell me, and then ask again: I remember what you say for as long as you continue it.";
        }

        if (AsksForTurns().IsMatch(prompt))
        {
            return turn is 1 ? "This is turn 1 of our conversation: it has just begun." : $"This is turn {turn} of our conversation.";
        }

        if (AsksForMemory().IsMatch(prompt))
        {
            return context.History.LastOrDefault(static past => past.Input.Any(static part => part is InputPart.Text)) is { } last
                ? $"Before this, you said: “{DemoModel.TextOf(last.Input)}” This is turn {turn} of our conversation."
                : "This is the first thing you have said to me, so there is nothing to remember yet.";
        }

        return null;
    }

    private static string? ListTools(string prompt, GenerationContext context)
    {
        IReadOnlyList<DemoTool> tools = DemoTool.Of(context);
        return tools.Count > 0 && AsksForTools().IsMatch(prompt)
            ? $"I have these tools: {string.Join(", ", tools.Select(static tool => tool.Name))}. Ask for what one of them does, and I will call it."
            : null;
    }

    private static string? Greet(string prompt, GenerationContext context)
    {
        if (Introduction().Match(prompt) is { Success: true } introduction)
        {
            return $"Nice to meet you, {introduction.Groups["name"].Value}! I am the demo model of the LM Studio emulator. Ask me later what your name is.";
        }

        string name = FindName(context) is { } known ? $", {known}" : "";
        return Greeting().IsMatch(prompt)
            ? $"Hello{name}! I am the demo model of the LM Studio emulator, answering as {context.Instance.Id}. What can I do for you?"
            : null;
    }

    private static string Explain(string prompt, GenerationContext context)
    {
        string turn = context.History.Count > 0 ? $" This is turn {context.History.Count + 1} of our conversation." : "";
        return $"You said: “{prompt}” A real model would know what to say to that. I am the demo model of the LM Studio emulator, a few rules and no weights, "
            + "here so that you can see the API at work. I can tell you what you said before and what your name is, I call the tool that fits your question, "
            + $"and I show code, tables, lists and formulas when you ask for them.{turn}";
    }

    private static string? FindName(GenerationContext context) =>
        context.History.Select(static turn => Introduction().Match(DemoModel.TextOf(turn.Input))).LastOrDefault(static match => match.Success)?.Groups["name"].Value;

    [GeneratedRegex(@"^\s*(hi|hello|hey|good (morning|day|evening))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\b(?:my name is|i am called|call me)\s+(?<name>[\p{L}'-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"\b(what('s| is) my name|who am i)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForName();

    [GeneratedRegex(@"\b(how many (turns|messages|questions|times)|(which|what) turn)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForTurns();

    [GeneratedRegex(@"\b(what did i (say|ask|tell)|do you remember|what was my)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForMemory();

    [GeneratedRegex(@"\b(tools?|what can you do)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForTools();
}
