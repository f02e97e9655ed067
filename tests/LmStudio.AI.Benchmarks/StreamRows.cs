using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>What a streamed token costs.</summary>
internal static class StreamRows
{
    private const string Events = "text/event-stream";

    public static IEnumerable<Row> Create()
    {
        Contestant bare = BareLoop.Create(Chats.FromMemory(Events, Answers.NativeStream));
        Contestant native = Ours(LmStudioChatEndpoint.Native, Answers.NativeStream);
        Contestant chat = Ours(LmStudioChatEndpoint.ChatCompletions, Answers.ChatStream);
        Contestant responses = Ours(LmStudioChatEndpoint.Responses, Answers.ResponsesStream);
        Contestant messages = Ours(LmStudioChatEndpoint.Messages, Answers.MessagesStream);
        yield return Token("token, native", native, bare, goal: 0.7, bound: 3);
        yield return Token("token, chat completions", chat, bare, goal: 0.8, bound: 3);
        yield return Token("token, responses", responses, bare, goal: 0.9, bound: 3);
        yield return Token("token, messages", messages, bare, goal: 0.9, bound: 3);
        yield return Token("token, native", native, Chats.Streaming("OllamaSharp", Chats.Ollama(Chats.FromMemory("application/x-ndjson", Answers.OllamaStream))), goal: 0.2, bound: 1);
        yield return Token("token, chat completions", chat, Chats.Streaming("Microsoft.Extensions.AI.OpenAI", Chats.OpenAIChat(Chats.FromMemory(Events, Answers.ChatStream))), goal: 0.1, bound: 1);
        yield return Token("token, responses", responses, Chats.Streaming("Microsoft.Extensions.AI.OpenAI", Chats.OpenAIResponses(Chats.FromMemory(Events, Answers.ResponsesStream))), goal: 0.2, bound: 1);
        yield return Token("token, messages", messages, Chats.Streaming("Anthropic", Chats.Anthropic(Chats.FromMemory(Events, Answers.MessagesStream))), goal: 0.1, bound: 1);

        ReplayServer server = new(Events, Answers.NativeStream);
        yield return Token(
            "token, native, over loopback",
            Chats.Streaming("LmStudio.AI", Chats.LmStudio(new HttpClient(), LmStudioChatEndpoint.Native, server.Endpoint)),
            BareLoop.Create(new HttpClient(), server.Endpoint),
            goal: 0.85,
            bound: 3);

        IChatClient inner = Chats.LmStudio(Chats.FromMemory(Events, Answers.NativeStream), LmStudioChatEndpoint.Native);
        yield return Token("token, native, in a function pipeline", Chats.Streaming("LmStudio.AI", inner.AsBuilder().UseFunctionInvocation().Build()), native with { Name = "without it" }, goal: 2, bound: 10);
    }

    private static Contestant Ours(LmStudioChatEndpoint endpoint, byte[] stream) => Chats.Streaming("LmStudio.AI", Chats.LmStudio(Chats.FromMemory(Events, stream), endpoint));

    private static Row Token(string name, Contestant ours, Contestant peer, double goal, double bound) => new(name, Answers.Tokens, ours, peer, goal, bound, Runs: 4);
}
