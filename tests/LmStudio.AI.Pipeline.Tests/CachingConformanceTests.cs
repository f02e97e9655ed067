using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class CachingConformanceTests
{
    private const string Question = "Name a random number.";

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task NoCache_SameQuestionTwice_SendsTheSameRequestTwice(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("7"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("11"));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        ChatResponse first = await client.AskAsync(streaming, Question);
        ChatResponse second = await client.AskAsync(streaming, Question);

        Assert.Equal(["7", "11"], [first.Text, second.Text]);
        Assert.Equal(2, lmStudio.GetChats().Count);
        _ = Assert.Single(lmStudio.GetChats().Select(static request => request.Body).Distinct());
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Cache_SameQuestion_IsAnsweredWithoutTheServer(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Let it be 7."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("11"));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseDistributedCache(CreateCache()).Build();

        ChatResponse first = await client.AskAsync(streaming, Question);
        ChatResponse second = await client.AskAsync(streaming, Question);
        ChatResponse third = await client.AskAsync(streaming, Question);

        // On /v1/messages gpt-oss keeps its reasoning to itself.
        string? reasoning = endpoint is LmStudioChatEndpoint.Messages ? null : "Hm.";
        _ = Assert.Single(lmStudio.GetChats());
        Assert.All([second, third], cached =>
        {
            Assert.Equal("Let it be 7.", cached.Text);
            Assert.Equal(reasoning, cached.Messages[0].Contents.OfType<TextReasoningContent>().SingleOrDefault()?.Text);
            Assert.Equal((first.ResponseId, first.ConversationId, first.FinishReason, first.ModelId), (cached.ResponseId, cached.ConversationId, cached.FinishReason, cached.ModelId));
            Assert.Equal(first.Usage?.TotalTokenCount, cached.Usage?.TotalTokenCount);
        });

        // Another conversation is another answer.
        Assert.Equal("11", (await client.AskAsync(streaming, Question + "!")).Text);
        Assert.Equal(2, lmStudio.GetChats().Count);
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Cache_OfAnswersToAll_SavesTheFunctionAsWell(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_temperature"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is 101 degrees."));
        int calls = 0;
        AIFunction function = AIFunctionFactory.Create(() => 100 + ++calls, "get_temperature");
        using IChatClient client = lmStudio.CreateBuilder(endpoint)
            .UseDistributedCache(CreateCache())
            .UseFunctionInvocation()
            .Build();

        ChatResponse first = await client.AskAsync(streaming, "How hot is it?", new() { Tools = [function] });
        ChatResponse second = await client.AskAsync(streaming, "How hot is it?", new() { Tools = [function] });

        Assert.Equal("It is 101 degrees.", first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(1, calls);
        Assert.Equal(2, lmStudio.GetChats().Count);
        Assert.Equal(["101"], Conformance.GetFunctionResults(lmStudio.GetChats()[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Cache_OfEachTurnAndSameResult_SavesTheServer(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_temperature"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is 58 degrees."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is 58 degrees."));
        int calls = 0;
        AIFunction function = AIFunctionFactory.Create(
            () =>
            {
                calls++;
                return 58;
            },
            "get_temperature");
        using IChatClient client = lmStudio.CreateBuilder(endpoint)
            .UseFunctionInvocation()
            .UseDistributedCache(CreateCache())
            .Build();

        ChatResponse first = await client.AskAsync(streaming, "How hot is it?", new() { Tools = [function] });
        Assert.Equal(2, lmStudio.GetChats().Count);
        ChatResponse second = await client.AskAsync(streaming, "How hot is it?", new() { Tools = [function] });

        Assert.Equal("It is 58 degrees.", first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(2, calls);

        // What continues a conversation of the server's is not cached, as the server knows more than the request tells.
        Assert.Equal(endpoint == LmStudioChatEndpoint.Responses ? 3 : 2, lmStudio.GetChats().Count);
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Cache_OfEachTurnAndOtherResult_AsksTheServerAboutTheResult(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_temperature"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is 81 degrees."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is 82 degrees."));
        int calls = 0;
        AIFunction function = AIFunctionFactory.Create(() => 80 + ++calls, "get_temperature");
        using IChatClient client = lmStudio.CreateBuilder(endpoint)
            .UseFunctionInvocation()
            .UseDistributedCache(CreateCache())
            .Build();

        ChatResponse first = await client.AskAsync(streaming, "How hot is it?", new() { Tools = [function] });
        ChatResponse second = await client.AskAsync(streaming, "How hot is it?", new() { Tools = [function] });

        Assert.Equal(["It is 81 degrees.", "It is 82 degrees."], [first.Text, second.Text]);
        Assert.Equal(2, calls);
        Assert.Equal([0, 1, 1], lmStudio.GetChats().Select(static request => Conformance.GetFunctionResults(request).Count));
        Assert.Equal(["82"], Conformance.GetFunctionResults(lmStudio.GetChats()[2]));
    }

    private static MemoryDistributedCache CreateCache() => new(Options.Create(new MemoryDistributedCacheOptions()));
}
