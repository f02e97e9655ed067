using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Moq;

namespace LmStudio.AI.Samples.Tests;

public sealed class WebChatTests
{
    [Fact]
    public async Task Page_LoadsNothingFromElsewhere()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        using HttpResponseMessage response = await page.Http.GetAsync("/");

        Assert.Contains("<h1>LM Studio chat</h1>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_AreThoseThatChat_TheLoadedOnesFirst()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.LoadModel("google/gemma-3-1b");
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        string models = await page.Http.GetStringAsync("/api/models");

        Assert.StartsWith("""[{"key":"google/gemma-3-1b","name":"Gemma 3 1B","isLoaded":true,"contextLength":8192,"maxContextLength":32768,"parameters":"1B","sizeBytes":771933305,"vision":false,"tools":false,"efforts":[],"defaultEffort":null},{"key":"qwen/qwen3-8b","name":"Qwen3 8B","isLoaded":false,"contextLength":null,""", models, StringComparison.Ordinal);
        Assert.DoesNotContain("embed", models, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_AnswerWithTools_IsAStreamOfEvents()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([AIFunctionFactory.Create(static (int sides) => sides, "roll_dice")]);
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        server.LoadModel("qwen/qwen3-8b");
        server.Script.Enqueue(new EmulatorTurn(EmulatorStep.Reason("Hm."), EmulatorStep.CallTool("mcp", "roll_dice", new { sides = 6 }), EmulatorStep.Text("A six."))
        {
            Stats = new EmulatorStats { TotalOutputTokens = 12, TokensPerSecond = 60 },
        });
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        string[] events = await page.ChatAsync($$"""{"message":"Roll!","model":"qwen/qwen3-8b","mcp":"{{mcp.Endpoint}}"}""");

        string call = JsonDocument.Parse(events.First(static data => data.Contains("toolCall", StringComparison.Ordinal))).RootElement.GetProperty("id").GetString()!;
        string conversation = JsonDocument.Parse(events[^1]).RootElement.GetProperty("conversationId").GetString()!;
        Assert.StartsWith("resp_", conversation, StringComparison.Ordinal);
        Assert.Equal(
            [
                """{"type":"reasoning","text":"Hm."}""",
                $$"""{"type":"toolCall","id":"{{call}}","name":"roll_dice","server":"mcp","arguments":"{\"sides\":6}"}""",
                $$"""{"type":"toolResult","id":"{{call}}","text":"6","images":[],"isError":false}""",
                """{"type":"text","text":"A"}""",
                """{"type":"text","text":" six."}""",
                $$"""{"type":"end","conversationId":"{{conversation}}","model":"qwen/qwen3-8b","outputTokens":12,"tokensPerSecond":60}""",
            ],
            events.Where(static data => !data.Contains("\"progress\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Chat_ModelThatIsNotLoaded_ShowsProgress()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        string[] events = await page.ChatAsync("""{"message":"Hello","model":"qwen/qwen3-8b"}""");

        Assert.Contains("""{"type":"progress","kind":"Loading the model","fraction":1}""", events);
    }

    [Fact]
    public async Task Chat_NextTurn_HasItsMessageAlone()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        string[] first = await page.ChatAsync("""{"message":"My name is Ada.","model":"google/gemma-3-1b"}""");
        string conversation = JsonDocument.Parse(first[^1]).RootElement.GetProperty("conversationId").GetString()!;
        string[] second = await page.ChatAsync($$"""{"message":"What is my name?","model":"google/gemma-3-1b","conversationId":"{{conversation}}"}""");

        string sent = server.Requests.Last(static request => request.Path == "/api/v1/chat").Body;
        Assert.Contains($"\"previous_response_id\":\"{conversation}\"", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("My name is Ada", sent, StringComparison.Ordinal);
        Assert.Contains("""{"type":"text","text":" Ada."}""", second);
    }

    [Fact]
    public async Task Chat_UnknownConversation_IsAnErrorEventThatSaysWhatToDo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        string[] events = await page.ChatAsync($$"""{"message":"Hello","model":"google/gemma-3-1b","conversationId":"resp_{{new string('0', 48)}}"}""");

        string error = Assert.Single(events);
        Assert.StartsWith("""{"type":"error","kind":"ConversationNotFound","message":"LM Studio at """, error, StringComparison.Ordinal);
        Assert.Contains("Start a new conversation", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":" "}""")]
    [InlineData("""{}""")]
    public async Task Chat_NoMessage_IsABadRequest(string turn)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        using HttpResponseMessage response = await page.PostAsync(turn);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("The message is empty.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_ThePageIsClosed_TheModelStops()
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Mock<IChatClient> model = new();
        model.Setup(client => client.GetStreamingResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Returns((IEnumerable<ChatMessage> _, ChatOptions? _, CancellationToken cancellationToken) => EndlessAsync(stopped, cancellationToken));
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.ChatClient = model.Object);
        await using WebChatPage page = await WebChatPage.OpenAsync(server);

        HttpResponseMessage response = await page.PostAsync("""{"message":"Hello","model":"google/gemma-3-1b"}""");
        using (StreamReader reader = new(await response.Content.ReadAsStreamAsync()))
        {
            while (await reader.ReadLineAsync() != """data: {"type":"text","text":"Well"}""")
            {
            }
        }

        response.Dispose();

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Models_ServerIsDown_TheProblemSaysWhatToDo()
    {
        await using WebChatPage page = await WebChatPage.OpenAsync(Ports.Unused());

        using HttpResponseMessage response = await page.Http.GetAsync("/api/models");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("lms server start", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Unhealthy", await (await page.Http.GetAsync("/health")).Content.ReadAsStringAsync());
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> EndlessAsync(TaskCompletionSource stopped, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "Well");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            stopped.SetResult();
        }
    }
}
