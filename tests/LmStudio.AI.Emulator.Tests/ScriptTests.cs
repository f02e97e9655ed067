namespace LmStudio.AI.Emulator.Tests;

public sealed class ScriptTests
{
    private const string Request = """{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""";

    [Fact]
    public async Task Enqueue_SeveralTurns_AreTakenOnePerRequestAndThenTheDemoModelAnswers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("one"));
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("two")));

        List<string?> answers = [];
        for (int i = 0; i < 3; i++)
        {
            answers.Add((string?)(await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi"}""")).Json["output"]![0]!["content"]);
        }

        Assert.Equal(["one", "two"], answers.Take(2));
        Assert.Contains("demo model", answers[2], StringComparison.Ordinal);
        Assert.Equal(0, lmStudio.Script.Count);
    }

    [Fact]
    public async Task TokensPerChunk_Stream_PutsSoManyTokensInADelta()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("one two three four five")) { TokensPerChunk = 2 });

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(["one two", " three four", " five"], events.Where(static happened => happened.Type is "message.delta").Select(static happened => (string?)happened.Json["content"]));
    }

    [Fact]
    public async Task Wait_ForATask_HoldsTheStreamThereWithinTheMessage()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        TaskCompletionSource go = new();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Wait"), EmulatorStep.Wait(go.Task), EmulatorStep.Text(" for it."));
        using HttpResponseMessage response = await api.SendStreamAsync(Request);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        while ((await Api.ReadEventAsync(reader))!.Type is not "message.delta")
        {
        }

        Task<Api.StreamEvent?> next = Api.ReadEventAsync(reader);
        Assert.False(next.IsCompleted);
        go.SetResult();

        Assert.Equal("""{"type":"message.delta","content":" for"}""", (await next)!.Data);
    }

    [Fact]
    public async Task Wait_ForATime_GoesByTheClockOfTheEmulator()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.TimeProvider = clock);
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.Wait(TimeSpan.FromMinutes(5)), EmulatorStep.Text("At last."));

        Task<Api.Reply> request = api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");
        await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(300, (double)(await request).Json["stats"]!["time_to_first_token_seconds"]!);
    }

    [Fact]
    public async Task Enqueue_NoSteps_IsAnAnswerWithoutOutput()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn());

        Assert.Equal("[]", (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")).Json["output"]!.ToJsonString());
    }

    [Fact]
    public void CallTool_ArgumentsThatAreNoObject_Throws()
    {
        Assert.Throws<ArgumentException>(static () => EmulatorStep.CallTool("server", "tool", new[] { 1, 2 }));
        Assert.Throws<ArgumentException>(static () => EmulatorStep.CallFunction("name", 7));
    }

    [Fact]
    public void TokensPerChunk_LessThanOne_Throws() => Assert.Throws<ArgumentOutOfRangeException>(static () => new EmulatorTurn { TokensPerChunk = 0 });
}
