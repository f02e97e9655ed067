using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;
using Moq;

namespace LmStudio.AI.Emulator.Tests;

public sealed class ChatClientTests
{
    [Fact]
    public async Task Chat_ScriptEmpty_IsAnsweredByTheClient()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static (_, _, _) => Updates([new TextReasoningContent("Hm.")], [new TextContent("Hello")], [new TextContent(" you.")]));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Equal("""[{"type":"reasoning","content":"Hm."},{"type":"message","content":"Hello you."}]""", reply.Json["output"]!.ToJsonString());
    }

    [Fact]
    public async Task Chat_Request_ReachesTheClientInFull()
    {
        List<ChatMessage> seen = [];
        ChatOptions? options = null;
        await using LmStudioEmulator lmStudio = await StartAsync((messages, given, _) =>
        {
            seen.AddRange(messages);
            options = given;
            return Updates([new TextContent("A red square.")]);
        });
        using Api api = new(lmStudio);

        await api.ChatAsync("""
            {
              "model": "qwen/qwen3-vl-4b", "system_prompt": "Be brief.", "temperature": 0.5, "top_p": 0.9, "top_k": 40, "max_output_tokens": 99,
              "input": [ { "type": "text", "content": "What is this?" }, { "type": "image", "data_url": "data:image/png;base64,aGVsbG8=" } ]
            }
            """);

        Assert.Equal([ChatRole.System, ChatRole.User], seen.Select(static message => message.Role));
        Assert.Equal("What is this?", seen[1].Text);
        Assert.Equal("image/png", seen[1].Contents.OfType<DataContent>().Single().MediaType);
        Assert.Equal(("qwen/qwen3-vl-4b", 0.5f, 0.9f, 40, 99), (options!.ModelId, options.Temperature, options.TopP, options.TopK, options.MaxOutputTokens));
    }

    [Fact]
    public async Task Chat_ClientCallsATool_TheEmulatorRunsItAndAsksAgain()
    {
        int rounds = 0;
        await using LmStudioEmulator lmStudio = await StartAsync(
            (messages, options, _) => rounds++ is 0
                ? Updates([new FunctionCallContent("1", options!.Tools!.Single().Name, new Dictionary<string, object?> { ["sides"] = 6 })])
                : Updates([new TextContent($"It is {messages.Last().Contents.OfType<FunctionResultContent>().Single().Result}.")]),
            options =>
            {
                options.AllowPluginCalls = true;
                options.Plugins.Add(new("mcp/dice", [McpServerTool.Create((int sides) => sides, new() { Name = "roll" })]));
            });
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Roll!","integrations":["mcp/dice"]}""");

        Assert.Equal(["tool_call", "message"], reply.Json["output"]!.AsArray().Select(static item => (string?)item!["type"]));
        Assert.Equal("{\"sides\":6}", reply.Json["output"]![0]!["arguments"]!.ToJsonString());
        Assert.Equal("""It is [{"type":"text","text":"6"}].""", (string?)reply.Json["output"]![1]!["content"]);
    }

    [Fact]
    public async Task Chat_ClientThrows_IsAServerErrorOrAnErrorEvent()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static (_, _, _) => throw new InvalidOperationException("Model crashed."));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");
        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync("""{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""");

        Assert.Equal((500, "Model crashed."), (reply.Status, (string?)reply.Json["error"]!["message"]));
        Assert.Equal("""{"type":"error","error":{"type":"internal_error","message":"Model crashed."}}""", events[^1].Data);
    }

    [Fact]
    public async Task Stream_ClientOfTheEmulatorDisconnects_StopsTheGeneration()
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LmStudioEmulator lmStudio = await StartAsync((_, _, cancellationToken) => EndlessAsync(stopped, cancellationToken));
        using Api api = new(lmStudio);
        HttpResponseMessage response = await api.SendStreamAsync("""{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""");
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        while ((await Api.ReadEventAsync(reader))!.Type is not "message.delta")
        {
        }

        response.Dispose();

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> EndlessAsync(
        TaskCompletionSource stopped, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            // The client may be gone before the next update is asked for. The answer is then ended here.
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Well");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            stopped.SetResult();
        }
    }

    private static IAsyncEnumerable<ChatResponseUpdate> Updates(params IList<AIContent>[] updates) =>
        updates.Select(static contents => new ChatResponseUpdate(ChatRole.Assistant, contents)).ToAsyncEnumerable();

    private static Task<LmStudioEmulator> StartAsync(
        Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> answer,
        Action<LmStudioEmulatorOptions>? configure = null)
    {
        Mock<IChatClient> client = new();
        client.Setup(static c => c.GetStreamingResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Returns(answer);
        return LmStudioEmulator.StartAsync(options =>
        {
            options.ChatClient = client.Object;
            configure?.Invoke(options);
        });
    }
}
