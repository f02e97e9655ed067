using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>Functions that a person must approve, in sessions of both kinds.</summary>
public sealed class ApprovalTests
{
    private readonly List<string> _deleted = [];

    public static TheoryData<bool?, bool, bool> Cases
    {
        get
        {
            TheoryData<bool?, bool, bool> data = [];
            foreach (bool? store in new bool?[] { null, true, false })
            {
                foreach (bool approved in new[] { false, true })
                {
                    data.Add(store, approved, false);
                    data.Add(store, approved, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_FunctionThatNeedsApproval_AsksAndDoesAsTold(bool? store, bool approved, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("delete_file", new { file = "a.txt" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = store }, tools: new ApprovalRequiredAIFunction(DeleteFile()));
        AgentSession session = await agent.CreateSessionAsync();

        AgentResponse asked = await agent.AskAsync(session, "Delete a.txt", streaming);
        ToolApprovalRequestContent request = Assert.Single(asked.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>());
        Assert.Empty(_deleted);
        ChatMessage answer = new(ChatRole.User, [request.CreateResponse(approved)]);
        AgentResponse response = streaming
            ? await agent.RunStreamingAsync(answer, session).ToAgentResponseAsync()
            : await agent.RunAsync(answer, session);

        Assert.Equal("Done.", response.Text);
        Assert.Equal(approved ? ["a.txt"] : [], _deleted);
        Assert.Equal(2, lmStudio.GetChats().Count);
        Assert.Equal(store == true, lmStudio.GetChats()[1].GetPreviousResponseId() is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task Run_SessionSavedWhileItAsks_DoesAsTold(bool? store)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("delete_file", new { file = "a.txt" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = store }, tools: new ApprovalRequiredAIFunction(DeleteFile()));
        AgentSession session = await agent.CreateSessionAsync();
        AgentResponse asked = await agent.RunAsync("Delete a.txt", session);
        ToolApprovalRequestContent request = Assert.Single(asked.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>());

        AgentSession restored = await agent.DeserializeSessionAsync(await agent.SerializeSessionAsync(session));
        AgentResponse response = await agent.RunAsync(new ChatMessage(ChatRole.User, [request.CreateResponse(approved: true)]), restored);

        Assert.Equal("Done.", response.Text);
        Assert.Equal(["a.txt"], _deleted);
    }

    private AIFunction DeleteFile() => AIFunctionFactory.Create((string file) => _deleted.Add(file), "delete_file");
}
