namespace LmStudio.AI.Emulator;

/// <summary>
/// Converts a list of messages to turns, so that a history in a request and a stored one are the same for the model. Records why a strict chat template would
/// reject it.
/// </summary>
internal sealed class ConversationBuilder
{
    private readonly DateTimeOffset _now;
    private readonly List<string> _system = [];
    private readonly List<InputPart> _input = [];
    private readonly List<OutputItem> _output = [];
    private ConversationTurn? _previous;
    private bool _begun;
    private bool _answered;
    private bool _expectsUser;

    public ConversationBuilder(ConversationTurn? previous, DateTimeOffset now)
    {
        _now = now;
        _previous = previous;
        _begun = previous is not null;
        _expectsUser = previous?.Output.Any(static item => item is OutputItem.FunctionCall) is not true;
    }

    /// <summary>Gets the reason why a strict template rejects the conversation, or null.</summary>
    public string? TemplateProblem { get; private set; }

    /// <remarks>The message is captured: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2219"/>.</remarks>
    public void AddSystem(string text)
    {
        TemplateProblem ??= _begun ? WireErrors.SecondSystemMessage().Message : null;
        Begin();
        _system.Add(text);
    }

    public void AddUser(IEnumerable<InputPart> parts)
    {
        RequireRole(_expectsUser);
        Begin();
        _expectsUser = false;
        _input.AddRange(parts);
    }

    public void AddFunctionResult(string callId, string output)
    {
        Begin();
        _input.Add(new InputPart.FunctionResult(callId, output));
    }

    public void AddAssistant(IReadOnlyCollection<OutputItem> output)
    {
        // A message with calls is not a complete response.
        if (!output.Any(static item => item is OutputItem.FunctionCall))
        {
            RequireRole(!_expectsUser);
            _expectsUser = true;
        }

        _begun = _answered = true;
        _output.AddRange(output);
    }

    /// <returns>
    /// The previous turns, and the system prompt and input of the current one. A conversation that ends with an assistant message has no input.
    /// </returns>
    public (ConversationTurn? Previous, string? SystemPrompt, IReadOnlyList<InputPart> Input) Build()
    {
        CloseTurn();
        return (_previous, SystemPrompt(), [.. _input]);
    }

    private void Begin()
    {
        CloseTurn();
        _begun = true;
    }

    private void CloseTurn()
    {
        if (!_answered)
        {
            return;
        }

        _previous = new(_previous, SystemPrompt(), [.. _input], [.. _output], _now);
        _system.Clear();
        _input.Clear();
        _output.Clear();
        _answered = false;
    }

    private string? SystemPrompt() => _system.Count is 0 ? null : string.Join("\n\n", _system);

    private void RequireRole(bool isExpected) => TemplateProblem ??= isExpected
        ? null
        : "After the optional system message, conversation roles must alternate user and assistant roles except for tool calls and results.";
}
