using ChatSample;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Samples.Tests;

public class ChatAppTests
{
    [Fact]
    public async Task Message_ReasoningToolCallAndText_ShowsThemInOrderWithStats()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([AIFunctionFactory.Create((string city) => $"18 °C in {city}", "get_weather")]);
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.AllowPrivateMcpAddresses = true);
        server.Script.Enqueue(
            EmulatorStep.Reason("They want the weather."),
            EmulatorStep.CallTool("weather", "get_weather", new { city = "Zürich" }),
            EmulatorStep.Text("It is [bold]18 °C[/]."));

        string text = await ChatRun.TypeAsync(server, $"/mcp weather {mcp.Endpoint}", "Weather in Zürich?");

        ChatRun.AssertInOrder(
            text,
            "They want the weather.\n",
            "→ weather get_weather {\"city\":\"Zürich\"}\n",
            "18 °C in Zürich",
            "It is [bold]18 °C[/].\n",
            " tokens/s · first token after ");
    }

    [Fact]
    public async Task Message_InvalidToolCall_ShowsTheReasonAndTheAnswerGoesOn()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.InvalidToolCall("search", "There is no such tool."), EmulatorStep.Text("Sorry."));

        string text = await ChatRun.TypeAsync(server, "Search!");

        ChatRun.AssertInOrder(text, "search", "There is no such tool.", "Sorry.");
    }

    [Fact]
    public async Task Message_EscapeSequencesInTheAnswer_AreNotPrinted()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("Before\e[2J\aAfter"));

        string text = await ChatRun.TypeAsync(server, "Hello");

        Assert.Contains("Before[2JAfter", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_SecondOne_ContinuesTheConversationUntilNew()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        _ = await ChatRun.TypeAsync(server, "One", "Two", "/new", "Three");

        Assert.Equal([false, true, false], server.Requests.Where(IsChat).Select(request => request.Body.Contains("previous_response_id", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Message_ServerFails_ShowsTheMessageWithoutStackTraceAndGoesOn()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Fail("internal_error", "The model has crashed."));
        server.Script.Enqueue(EmulatorStep.Text("Fine again."));

        string text = await ChatRun.TypeAsync(server, "One", "Two");

        ChatRun.AssertInOrder(text, "The model has crashed.", "Fine again.");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_FailsInTheMiddle_ShowsTheBeginningAndTheError()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Fail("internal_error", "Out of memory."));

        string text = await ChatRun.TypeAsync(server, "Hello");

        ChatRun.AssertInOrder(text, "The beginning\n", "Out of memory.");
    }

    [Fact]
    public async Task Message_ConversationIsLost_OffersNew()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        ScriptedLines lines = new("One", "Two") { Before = line => server.Faults.LoseConversations = line == "Two" };

        string text = await ChatRun.RunAsync(ChatRun.Settings(server), lines);

        Assert.Contains(" /new starts a new conversation.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_Interrupted_StopsTheAnswerAndNotTheChat()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        TaskCompletionSource never = new();
        server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Wait(never.Task));
        server.Script.Enqueue(EmulatorStep.Text("Still here."));
        TextConsole console = new();
        Interruption interruption = new();

        Task<int> chat = ChatApp.RunAsync(ChatRun.Settings(server), console.Console, new ScriptedLines("One", "Two"), interruption, CancellationToken.None);
        await console.WaitForAsync("beginning");

        Assert.True(interruption.TryInterrupt());
        Assert.Equal(0, await chat);
        ChatRun.AssertInOrder(console.Text, "The beginning\n", "Stopped.", "Still here.");
        Assert.False(interruption.TryInterrupt());
    }

    [Fact]
    public async Task Run_NothingAnswersAtNamedEndpoint_ShowsTheErrorAndFails()
    {
        TextConsole console = new();
        ChatSettings settings = new() { Endpoint = Ports.Unused(), IsEndpointRequired = true };

        int exitCode = await ChatApp.RunAsync(settings, console.Console, new ScriptedLines("Hello"), new Interruption(), CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("No server responds at http://127.0.0.1:", console.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("emulator", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NothingAnswersAtDefaultEndpoint_SaysThatTheEmulatorAnswers()
    {
        Uri endpoint = Ports.Unused();

        string text = await ChatRun.RunAsync(new ChatSettings { Endpoint = endpoint }, new ScriptedLines());

        ChatRun.AssertInOrder(text, $"LM Studio does not respond at {endpoint.AbsoluteUri.TrimEnd('/')}", "demo model", "lms server start", "(emulator)");
    }

    private static bool IsChat(EmulatorRequest request) => request.Path == "/api/v1/chat";
}
