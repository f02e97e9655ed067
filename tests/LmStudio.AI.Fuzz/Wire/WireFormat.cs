namespace LmStudio.AI.Fuzz;

/// <summary>Writes an answer as an endpoint of LM Studio sends it.</summary>
internal abstract class WireFormat
{
    public static IReadOnlyList<WireFormat> All { get; } = [new NativeWire(), new ChatCompletionsWire(), new ResponsesWire(), new MessagesWire()];

    public abstract LmStudioChatEndpoint Endpoint { get; }

    public abstract string Whole(GeneratedAnswer answer);

    public abstract IEnumerable<WireEvent> Stream(GeneratedAnswer answer);

    public override string ToString() => Endpoint.ToString();

    protected static string Quote(string text) => AnswerGenerator.Quote(text);
}
