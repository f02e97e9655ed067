using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>
/// A deterministic model that follows a few rules: it calls tools and functions that match the question, reports their results, generates reasoning if it is
/// on, remembers the conversation, shows Markdown when asked to, follows JSON schemas and describes images.
/// </summary>
internal sealed partial class DemoModel : IEmulatedModel
{
    public async IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        string prompt = TextOf(context.Request.Input);
        DemoCall[] calls = ChooseCalls(context, prompt);
        if (context.Reasoning is { } reasoning and not "off")
        {
            yield return EmulatorStep.Reason(Think(reasoning, prompt, calls, context));
        }

        if (calls.Any(static call => call.Tool.Server is null))
        {
            foreach (DemoCall call in calls)
            {
                yield return call.ToStep();
            }

            yield break;
        }

        if (context.Request.AnswerSchema is { } schema)
        {
            yield return EmulatorStep.Text(WireJson.Compact(DemoSchemaAnswer.Create(schema, prompt)));
            yield break;
        }

        List<string> answers = [];
        foreach (DemoCall call in calls)
        {
            yield return call.ToStep();
            answers.Add(DemoToolResults.OfTool(call.Tool, context.Output[^1]));
        }

        string answer = answers.Count > 0 ? string.Join("\n\n", answers) : DemoAnswers.Create(prompt, context);
        yield return EmulatorStep.Text(Instruct(answer, context.SystemPrompt));
    }

    public static string TextOf(IEnumerable<InputPart> input) => string.Join(' ', input.OfType<InputPart.Text>().Select(static text => text.Content.Trim()));

    private static DemoCall[] ChooseCalls(GenerationContext context, string prompt)
    {
        bool isRequired = context.Request.ToolChoice is ToolChoice.Required;
        if (!isRequired && context.Request.Input.Any(static part => part is InputPart.FunctionResult))
        {
            return [];
        }

        IReadOnlyList<DemoTool> tools = DemoToolSelector.Select(DemoTool.Of(context), prompt, isRequired);

        // Functions are the client's to call, which ends the turn.
        bool hasFunction = tools.Any(static tool => tool.Server is null);
        DemoCall[] calls =
        [
            .. tools.Where(tool => tool.Server is null == hasFunction)
                .SelectMany(tool => DemoToolArguments.CreateAll(tool, prompt).Select(arguments => new DemoCall(tool, arguments))),
        ];
        return context.Request.ParallelCalls ? calls : [.. calls.Take(1)];
    }

    private static string Think(string reasoning, string prompt, DemoCall[] calls, GenerationContext context)
    {
        List<string> thoughts = [prompt.Length > 0 ? $"The user says “{prompt}”." : "What I called has returned."];
        thoughts.Add(context.History.Count switch
        {
            0 => "This is the start of the conversation.",
            1 => "We have talked once before.",
            int turns => $"We have talked {turns} times before.",
        });
        thoughts.Add(calls.Length is 0 ? "No tool fits, so I answer myself." : $"The tool {calls[0].Tool.Name} fits, so I call it.");
        return string.Join(' ', reasoning is "low" ? thoughts.Take(1) : thoughts);
    }

    /// <summary>Repeats the system prompt to make it visible.</summary>
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

        string separator = answer.Contains("\n\n", StringComparison.Ordinal) ? "\n\n" : " ";
        return $"{answer}{separator}(My instructions: “{systemPrompt}”)";
    }

    [GeneratedRegex(@"\b(brief|briefly|concise|short|one sentence)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksToBeBrief();

    [GeneratedRegex(@"^.*?[.!?]”?(?=\s|$)|^.+$", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();
}
