using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>A function that needs the user's approval, in a history that is kept as the documentation of Microsoft.Extensions.AI keeps it.</summary>
public sealed class ApprovalConformanceTests
{
    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task ThreeTurns_AskedApprovedAndAnotherQuestion_AreAnswered(LmStudioChatEndpoint endpoint, bool streaming)
    {
        int runs = 0;
        ChatOptions options = new() { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => $"deleted {++runs}", "delete_file"))] };
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("delete_file", new { }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is gone."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("You are welcome."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().Build();

        List<ChatMessage> history = [new(ChatRole.User, "Delete the file.")];
        ChatResponse asked = await client.AskAsync(streaming, history, options);
        history.AddRange(asked.Messages);
        ToolApprovalRequestContent request = Assert.Single(asked.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>());
        Assert.Equal(0, runs);

        history.Add(new(ChatRole.User, [request.CreateResponse(approved: true)]));
        ChatResponse done = await client.AskAsync(streaming, history, options);
        history.AddRange(done.Messages);
        Assert.Equal("It is gone.", done.Text);
        Assert.Equal(1, runs);

        history.Add(new(ChatRole.User, "Thank you."));
        Assert.Equal("You are welcome.", (await client.AskAsync(streaming, history, options)).Text);
        Assert.Equal(1, runs);
    }

    // The user has not answered, and says something else instead.
    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task UnansweredRequest_AndAnotherQuestion_IsAnswered(LmStudioChatEndpoint endpoint, bool streaming)
    {
        ToolApprovalRequestContent request = new("1", new FunctionCallContent("call_1", "delete_file", new Dictionary<string, object?>()));
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is sunny."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();

        ChatResponse response = await client.AskAsync(
            streaming,
            [new(ChatRole.User, "Delete the file."), new(ChatRole.Assistant, [request]), new(ChatRole.User, "How is the weather?")]);

        Assert.Equal("It is sunny.", response.Text);
    }
}
