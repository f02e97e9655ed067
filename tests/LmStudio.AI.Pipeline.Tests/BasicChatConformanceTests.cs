using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>Basic chats: behavior that is expected of every provider of Microsoft.Extensions.AI.</summary>
/// <remarks>
/// These classes measure against the list of <c>ChatClientIntegrationTests</c> and <c>EmbeddingGeneratorIntegrationTests</c>, by which dotnet/extensions tests
/// its own providers with real models. They check how a model responds; here the model is scripted, so each test checks the request that the server
/// received and the mapped response. A scripted model cannot show:
/// <list type="bullet">
/// <item><c>Caching_OutputVariesWithoutCaching</c>: that a model responds differently the second time. That the connector sends the request again is
/// tested.</item>
/// <item>That a model understands what it is sent, in <c>MultiModal_DescribeImage</c>, the structured outputs and the summaries: tested is that it is sent.</item>
/// <item>That a model follows a required tool mode, in <c>FunctionInvocation_RequireAny</c> and <c>RequireSpecific</c>: tested is that it is asked to.</item>
/// <item><c>MultiModal_DescribePdf</c>: LM Studio takes no documents. Tested is that nothing is sent without them.</item>
/// <item><c>OpenTelemetry_CanEmitTracesAndMetrics</c> of embeddings: that tokens were counted. LM Studio sends zeros, and zeros are traced.</item>
/// <item><c>Quantization_Binary</c> and <c>_Half</c>: that a model's vectors of dogs and cats are near. The emulator's are near when texts share words.</item>
/// </list>
/// </remarks>
public sealed class BasicChatConformanceTests
{
    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task GetResponse_OneMessage_IsAnswered(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("The blue whale."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        ChatResponse response = await client.AskAsync(streaming, "What is the largest animal?");

        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal(ChatRole.Assistant, message.Role);
        Assert.Equal("The blue whale.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(Conformance.Model, response.ModelId);
        EmulatorRequest request = Assert.Single(lmStudio.GetChats());
        Assert.Equal(response.EndpointPath, request.Path);
        Conformance.AssertSent(request, endpoint switch
        {
            LmStudioChatEndpoint.Auto => """{"model":"openai/gpt-oss-20b","input":"What is the largest animal?"}""",
            LmStudioChatEndpoint.Responses => """
                {"model":"openai/gpt-oss-20b","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"What is the largest animal?"}]}]}
                """,
            _ => """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"What is the largest animal?"}]}""",
        });
        Conformance.AssertSent(request, streaming ? """{"stream":true}""" : """{"stream":null}""");
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task GetResponse_SeveralMessages_AllAreSentInOrder(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Africa and Europe."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        ChatResponse response = await client.AskAsync(streaming,
        [
            new(ChatRole.User, "Name a city."),
            new(ChatRole.Assistant, "Nairobi"),
            new(ChatRole.User, "One more."),
            new(ChatRole.Assistant, "Oslo"),
            new(ChatRole.User, "On which continents are they?"),
        ]);

        Assert.Equal("Africa and Europe.", response.Text);
        Conformance.AssertSent(Assert.Single(lmStudio.GetChats()), endpoint switch
        {
            LmStudioChatEndpoint.Responses => """
                {"previous_response_id":null,"input":[
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"Name a city."}]},
                  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Nairobi"}]},
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"One more."}]},
                  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Oslo"}]},
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"On which continents are they?"}]}]}
                """,
            _ => """
                {"messages":[
                  {"role":"user","content":"Name a city."},
                  {"role":"assistant","content":"Nairobi"},
                  {"role":"user","content":"One more."},
                  {"role":"assistant","content":"Oslo"},
                  {"role":"user","content":"On which continents are they?"}]}
                """,
        });
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task GetResponse_EmptyMessagesAmongOthers_AreNotSent(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("3"));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        ChatResponse response = await client.AskAsync(streaming,
        [
            new(ChatRole.System, []),
            new(ChatRole.User, []),
            new(ChatRole.Assistant, []),
            new(ChatRole.User, "What is 1 + 2?"),
        ]);

        Assert.Equal("3", response.Text);
        Conformance.AssertSent(Assert.Single(lmStudio.GetChats()), endpoint switch
        {
            LmStudioChatEndpoint.Auto => """{"system_prompt":null,"input":"What is 1 + 2?"}""",
            LmStudioChatEndpoint.Responses => """{"instructions":null,"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"What is 1 + 2?"}]}]}""",
            _ => """{"system":null,"messages":[{"role":"user","content":"What is 1 + 2?"}]}""",
        });
    }

    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task GetStreamingResponse_LongAnswer_ComesInPieces(LmStudioChatEndpoint endpoint)
    {
        const string Answer = "That's one small step for man, one giant leap for mankind.";
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        TaskCompletionSource firstPieceSeen = new();
        lmStudio.Script.Enqueue(EmulatorStep.Text("That's one"), EmulatorStep.Wait(firstPieceSeen.Task), EmulatorStep.Text(" small step for man, one giant leap for mankind."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        using CancellationTokenSource tooLate = new(TimeSpan.FromSeconds(20));
        List<string> pieces = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("What did Neil Armstrong say?", cancellationToken: tooLate.Token))
        {
            if (update.Text.Length > 0)
            {
                // The rest is generated only now: a client that waits for the whole answer would never see it.
                _ = firstPieceSeen.TrySetResult();
                pieces.Add(update.Text);
            }
        }

        Assert.True(pieces.Count > 5, string.Join('|', pieces));
        Assert.Equal(Answer, string.Concat(pieces));
        Conformance.AssertSent(Assert.Single(lmStudio.GetChats()), """{"stream":true}""");
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Usage_OfAnAnswer_IsTheServersAndComesOnce(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("It learns from examples.")) { Stats = new() { InputTokens = 12, TotalOutputTokens = 5 } });
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        UsageDetails? usage;
        if (streaming)
        {
            List<ChatResponseUpdate> updates = await client.GetStreamingResponseAsync("How does AI work?").ToListAsync();
            Assert.True(updates.Count > 1);
            usage = Assert.Single(updates.SelectMany(static update => update.Contents).OfType<UsageContent>()).Details;
        }
        else
        {
            usage = (await client.GetResponseAsync("How does AI work?")).Usage;
        }

        Assert.Equal((12, 5, 17), (usage?.InputTokenCount, usage?.OutputTokenCount, usage?.TotalTokenCount));

        // Only this endpoint has to be asked for it.
        Conformance.AssertSent(
            Assert.Single(lmStudio.GetChats()),
            endpoint == LmStudioChatEndpoint.ChatCompletions && streaming ? """{"stream_options":{"include_usage":true}}""" : """{"stream_options":null}""");
    }

    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task AddMessages_OfAStream_MakesAHistoryToGoOnWith(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("It learns from examples."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("From many."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();
        List<ChatMessage> history = [new(ChatRole.User, "How does AI work?")];

        await history.AddMessagesAsync(client.GetStreamingResponseAsync(history));

        Assert.Equal(2, history.Count);
        Assert.Equal(ChatRole.Assistant, history[1].Role);
        Assert.Equal("It learns from examples.", Assert.IsType<TextContent>(Assert.Single(history[1].Contents)).Text);

        history.Add(new(ChatRole.User, "From how many?"));
        await history.AddMessagesAsync(client.GetStreamingResponseAsync(history));

        Assert.Equal("From many.", history[3].Text);
        Conformance.AssertSent(lmStudio.GetChats()[1], endpoint switch
        {
            LmStudioChatEndpoint.Responses => """
                {"input":[
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"How does AI work?"}]},
                  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"It learns from examples."}]},
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"From how many?"}]}]}
                """,
            _ => """
                {"messages":[
                  {"role":"user","content":"How does AI work?"},
                  {"role":"assistant","content":"It learns from examples."},
                  {"role":"user","content":"From how many?"}]}
                """,
        });
    }
}
