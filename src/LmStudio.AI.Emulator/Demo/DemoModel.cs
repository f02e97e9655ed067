using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>
/// A model of a few rules and no weights, the same every time: it greets, remembers the conversation, names its instructions, thinks when reasoning is on,
/// calls a tool or a function when the prompt names it, answers with what functions returned, fills in JSON schemas and describes the images it gets.
/// </summary>
internal sealed partial class DemoModel : IEmulatedModel
{
    public async IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var prompt = TextOf(context.Request.Input);
        var functions = DemoFunctions.Choose(context.Request, prompt);
        var tool = functions.Count > 0 ? null : context.Tools.Tools.FirstOrDefault(tool => DemoFunctions.IsNamed(tool.Tool.Name, prompt));
        if (context.Reasoning is { } reasoning and not "off")
        {
            yield return EmulatorStep.Reason(Think(reasoning, prompt, tool?.Tool.Name ?? functions.FirstOrDefault()?.Name, context));
        }

        if (functions.Count > 0)
        {
            foreach (var function in functions)
            {
                yield return EmulatorStep.CallFunction(function.Name, DemoToolArguments.Create(function.Parameters, function.Name, prompt));
            }

            yield break;
        }

        if (context.Request.AnswerSchema is { } schema)
        {
            yield return EmulatorStep.Text(WireJson.Compact(DemoSchemaAnswer.Create(schema, prompt)));
            yield break;
        }

        string answer;
        if (tool is null)
        {
            answer = Answer(prompt, context);
        }
        else
        {
            yield return EmulatorStep.CallTool(tool.Provider.Name, tool.Tool.Name, DemoToolArguments.Create(tool.Tool.JsonSchema, tool.Tool.Name, prompt));
            answer = $"I called {tool.Tool.Name} of {tool.Provider.Name}, and it returned: {Describe(context.Output[^1])}";
        }

        yield return EmulatorStep.Text(Instruct(answer, context.SystemPrompt));
    }

    private static string Answer(string prompt, GenerationContext context)
    {
        if (DemoFunctions.DescribeResults(context) is { } results)
        {
            return results;
        }

        var images = context.Request.Input.OfType<InputPart.Image>().ToList();
        if (images.Count > 0)
        {
            var list = string.Join(" and ", images.Select(image =>
                string.Create(CultureInfo.InvariantCulture, $"one of type {image.MediaType} with {image.Data.Length:N0} bytes")));
            return $"I can see that you sent {(images.Count is 1 ? "an image" : "images")}: {list}. "
                + "What is to be seen there I can't tell, because I am only the emulator's demo model.";
        }

        if (AsksForName().IsMatch(prompt))
        {
            return FindName(context) is { } told
                ? $"Your name is {told}. You told me so earlier in this conversation."
                : "You haven't told me your name in this conversation. Tell me, and then ask again: I remember what you say for as long as you continue it.";
        }

        if (AsksForMemory().IsMatch(prompt))
        {
            return context.History.LastOrDefault(turn => turn.Input.Any(part => part is InputPart.Text)) is { } last
                ? $"Before this, you said: “{TextOf(last.Input)}” This is turn {context.History.Count + 1} of our conversation."
                : "This is the first thing you have said to me, so there is nothing to remember yet.";
        }

        var tools = context.Tools.Tools.Select(tool => tool.Tool.Name).Concat(context.Request.Functions.Select(function => function.Name)).ToList();
        if (AsksForTools().IsMatch(prompt) && tools.Count > 0)
        {
            return $"I have these tools: {string.Join(", ", tools)}. Name one of them, and I will call it.";
        }

        if (Introduction().Match(prompt) is { Success: true } introduction)
        {
            return $"Nice to meet you, {introduction.Groups["name"].Value}! I am the demo model of the LM Studio emulator. Ask me later what your name is.";
        }

        if (Greeting().IsMatch(prompt))
        {
            var name = FindName(context) is { } known ? $", {known}" : "";
            return $"Hello{name}! I am the demo model of the LM Studio emulator, answering as {context.Instance.Id}. What can I do for you?";
        }

        return $"You said: “{prompt}” A real model would know what to say to that. I am the demo model of the LM Studio emulator, a few rules and no weights, "
            + "here so that you can see the API at work. I can tell you what you said before, what your name is, and I call a tool when you name it.";
    }

    private static string Think(string reasoning, string prompt, string? tool, GenerationContext context)
    {
        var thoughts = new List<string> { prompt.Length > 0 ? $"The user says “{prompt}”." : "What I called has returned." };
        thoughts.Add(context.History.Count switch
        {
            0 => "This is the start of the conversation.",
            1 => "We have talked once before.",
            int turns => $"We have talked {turns} times before.",
        });
        thoughts.Add(tool is null ? "No tool is asked for, so I answer myself." : $"They name the tool {tool}, so I call it.");
        return string.Join(' ', reasoning is "low" ? thoughts.Take(1) : thoughts);
    }

    /// <summary>Keeps to the system prompt so that one can see it.</summary>
    private static string Instruct(string answer, string? systemPrompt)
    {
        if (systemPrompt is null)
        {
            return answer;
        }

        if (AsksToBeBrief().IsMatch(systemPrompt))
        {
            answer = FirstSentence().Match(answer).Value;
        }

        return $"{answer} (My instructions: “{systemPrompt}”)";
    }

    private static string Describe(OutputItem item)
    {
        if (item is not OutputItem.ToolCall call)
        {
            return "nothing, because the call was invalid.";
        }

        var texts = JsonNode.Parse(call.Output)!.AsArray()
            .Where(part => part is JsonObject && part["text"]?.GetValueKind() is JsonValueKind.String)
            .Select(part => (string)part!["text"]!);
        return string.Join(' ', texts) is { Length: > 0 } text ? text : call.Output;
    }

    private static string? FindName(GenerationContext context) =>
        context.History.Select(turn => Introduction().Match(TextOf(turn.Input))).LastOrDefault(match => match.Success)?.Groups["name"].Value;

    private static string TextOf(IEnumerable<InputPart> input) => string.Join(' ', input.OfType<InputPart.Text>().Select(text => text.Content.Trim()));

    [GeneratedRegex(@"^\s*(hi|hello|hey|good (morning|day|evening))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\b(?:my name is|i am called|call me)\s+(?<name>[\p{L}'-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"\b(what('s| is) my name|who am i)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForName();

    [GeneratedRegex(@"\b(what did i (say|ask|tell)|do you remember|what was my)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForMemory();

    [GeneratedRegex(@"\b(tools?|what can you do)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForTools();

    [GeneratedRegex(@"\b(brief|briefly|concise|short|one sentence)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksToBeBrief();

    [GeneratedRegex(@"^.*?[.!?]”?(?=\s|$)|^.+$", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();
}
