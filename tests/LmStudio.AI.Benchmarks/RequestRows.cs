using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>What it costs to send something large, and to ask something small.</summary>
internal static class RequestRows
{
    private const string Json = "application/json";

    public static IEnumerable<Row> Create()
    {
        IChatClient chat = Chats.LmStudio(Chats.FromMemory(Json, Answers.Chat), LmStudioChatEndpoint.ChatCompletions);
        IChatClient openAI = Chats.OpenAIChat(Chats.FromMemory(Json, Answers.Chat));

        yield return Pair("request, 350,000 CJK characters", [new(ChatRole.User, string.Concat(Enumerable.Repeat("漢字を書く。", 58_334)))], goal: 1, bound: 2.5, runs: 2);

        byte[] image = new byte[10 * 1024 * 1024];
        new Random(1).NextBytes(image);

        // A new content each time: what it keeps from the first time would be measured otherwise.
        yield return new Row(
            "request, fresh image of 10 MB",
            1,
            new("LmStudio.AI", () => chat.GetResponseAsync([Image(image)])),
            new("Microsoft.Extensions.AI.OpenAI", () => openAI.GetResponseAsync([Image(image)])),
            Goal: 1,
            Bound: 2.5);

        ChatOptions tools = new() { Tools = [.. Enumerable.Range(0, 200).Select(static i => AIFunctionFactory.Create((string city, int days, bool metric) => city, $"tool_{i}", "Gets the weather of a city."))] };
        yield return Pair("request, 200 tools", Chats.Question, goal: 0.3, bound: 1, runs: 5, tools);

        ChatMessage[] history = ConversationRows.History(1_000);
        yield return Pair("1,000 turns resent", history, goal: 1, bound: 2.5, runs: 5);

        yield return new Row(
            "whole short answer",
            1,
            Chats.Whole("LmStudio.AI", Chats.LmStudio(Chats.FromMemory(Json, Answers.Native), LmStudioChatEndpoint.Native), Chats.Question),
            Chats.Whole("OllamaSharp", Chats.Ollama(Chats.FromMemory(Json, Answers.Ollama)), Chats.Question),
            Goal: 0.7,
            Bound: 2.5,
            Runs: 500);

        ReplayServer server = new(Json, Answers.Native);
        ReplayServer ollama = new(Json, Answers.Ollama);
        yield return new Row(
            "whole short answer, over loopback",
            1,
            Chats.Whole("LmStudio.AI", Chats.LmStudio(new HttpClient(), LmStudioChatEndpoint.Native, server.Endpoint), Chats.Question),
            Chats.Whole("OllamaSharp", Chats.Ollama(new HttpClient(), ollama.Endpoint), Chats.Question),
            Goal: 0.7,
            Bound: 2.5,
            Runs: 50);

        // What is left of that row if a client costs nothing.
        yield return new Row(
            "bare HttpClient, over loopback",
            1,
            Chats.BareRequest(new HttpClient(), new Uri(server.Endpoint, "api/v1/chat")),
            Chats.Whole("OllamaSharp", Chats.Ollama(new HttpClient(), ollama.Endpoint), Chats.Question),
            Goal: 0.7,
            Bound: 2.5,
            Runs: 50);

        Row Pair(string name, ChatMessage[] messages, double goal, double bound, int runs, ChatOptions? options = null) => new(
            name, 1, Chats.Whole("LmStudio.AI", chat, messages, options), Chats.Whole("Microsoft.Extensions.AI.OpenAI", openAI, messages, options), goal, bound, runs);
    }

    private static ChatMessage Image(byte[] bytes) => new(ChatRole.User, [new TextContent("What is it?"), new DataContent(bytes, "image/png")]);
}
