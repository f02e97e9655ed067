namespace LmStudio.AI.Emulator.Tests;

public sealed class ChatCompletionsMessageTests
{
    private const string Path = "/v1/chat/completions";

    [Theory]
    [InlineData(
        """{"type":"input_audio","input_audio":{}}""", """{"error":"'content' objects must have a 'type' field that is either 'text' or 'image_url'"}""")]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}""", """{"error":"'url' field must be a base64 encoded image."}""")]
    [InlineData(
        """{"type":"image_url","image_url":{"url":"data:image/webp;base64,UklGRg=="}}""", """{"error":"'url' field must be a base64 encoded image."}""")]
    [InlineData(
        """{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8="}}""", """{"error":"Model does not support images. Please use a model that does."}""")]
    public async Task Content_Unsupported_IsRefusedWithAStringError(string part, string error)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":[{{part}}]}]}""");

        Assert.Equal((400, error), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Content_ImageAsDataUrl_ReachesAVisionModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        string content = await AskAsync(api, """
            {
              "model": "qwen/qwen3-vl-4b",
              "messages": [
                {
                  "role": "user",
                  "content": [
                    { "type": "text", "text": "What is it?" },
                    { "type": "image_url", "image_url": { "url": "data:image/png;base64,aGVsbG8=" } }
                  ]
                }
              ]
            }
            """);

        Assert.StartsWith("I can see that you sent an image: one of type image/png with 5 bytes.", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_OfAnotherRole_AreRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"ai","content":"Hi"}]}""");

        Assert.Equal(
            (400, """{"error":"'messages' array must only contain objects with a 'role' field that is in [user, assistant, system, tool]. Got 'ai'"}"""),
            (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("""{"role":"system","content":"Be kind."},{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}""", "got system")]
    [InlineData("""{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"},{"role":"developer","content":"x"},{"role":"user","content":"!"}""", "got system")]
    [InlineData("""{"role":"user","content":"Hi"},{"role":"user","content":"Hello?"}""", "roles must alternate")]
    public async Task Messages_StrictTemplate_RefusesThemWithA500(string messages, string error)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply strict = await api.PostAsync(Path, $$"""{"model":"mistralai/ministral-3-3b","messages":[{{messages}}]}""");
        Api.Reply lenient = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b","messages":[{{messages}}]}""");

        Assert.Equal((500, 200), (strict.Status, lenient.Status));
        Assert.Contains(error, (string?)strict.Json["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_StrictTemplate_TakesCallsAndTheirResults()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        string content = await AskAsync(api, """
            {
              "model": "mistralai/ministral-3-3b",
              "messages": [
                { "role": "system", "content": "Use tools." },
                { "role": "user", "content": "How is the weather?" },
                {
                  "role": "assistant", "content": null,
                  "tool_calls": [ { "id": "123456789", "type": "function", "function": { "name": "get_weather", "arguments": "{\"city\":\"Bern\"}" } } ]
                },
                { "role": "tool", "tool_call_id": "123456789", "content": "Sunny, 21 degrees." }
              ]
            }
            """);

        Assert.StartsWith("I called get_weather, and it returned: Sunny, 21 degrees.", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_History_IsRemembered()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        string content = await AskAsync(api, """
            {
              "model": "google/gemma-3-1b",
              "messages": [
                { "role": "user", "content": "My name is Ada." },
                { "role": "assistant", "content": "Nice to meet you." },
                { "role": "user", "content": [ { "type": "text", "text": "What is my name?" } ] }
              ]
            }
            """);

        Assert.StartsWith("Your name is Ada.", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_LongHistory_LosesItsOldestTurns()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b", contextLength: 24);

        string content = await AskAsync(api, """
            {
              "model": "google/gemma-3-1b",
              "messages": [
                { "role": "user", "content": "My name is Ada." },
                { "role": "assistant", "content": "Nice to meet you, but I have little room." },
                { "role": "user", "content": "What is my name?" }
              ]
            }
            """);

        Assert.StartsWith("You haven't told me your name", content, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(Api api, string json) =>
        (string)(await api.PostAsync(Path, json)).Json["choices"]![0]!["message"]!["content"]!;
}
