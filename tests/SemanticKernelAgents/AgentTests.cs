using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Agents;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class AgentTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Agent_SeveralTurnsWithFunctions_Answers(bool stream, bool continues)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatCompletionAgent agent = CreateAgent(lmStudio, continues);
        ChatHistoryAgentThread thread = new();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello Ada."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("clock_get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Ada."));

        Assert.Equal("Hello Ada.", await AskAsync(agent, thread, "My name is Ada.", stream));
        Assert.Equal("It is noon.", await AskAsync(agent, thread, "What time is it?", stream));
        Assert.Equal("Ada.", await AskAsync(agent, thread, "What is my name?", stream));

        // Question, answer, question, call, result, answer, question, answer.
        Assert.Equal(8, thread.ChatHistory.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Agent_OptionOff_ResendsTheHistory(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatCompletionAgent agent = CreateAgent(lmStudio, continues: false);
        ChatHistoryAgentThread thread = new();

        await AskAsync(agent, thread, "My name is Ada.", stream);
        await AskAsync(agent, thread, "What is my name?", stream);

        Assert.Contains("My name is Ada.", lmStudio.GetChats()[1].Body);
        Assert.All(lmStudio.GetChats(), static chat => Assert.Equal("/v1/chat/completions", chat.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Agent_ContinueKnownConversations_SendsOnlyWhatIsNew(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatCompletionAgent agent = CreateAgent(lmStudio, continues: true);
        ChatHistoryAgentThread thread = new();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello Ada."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("clock_get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Ada."));

        await AskAsync(agent, thread, "My name is Ada.", stream);
        await AskAsync(agent, thread, "What time is it?", stream);
        await AskAsync(agent, thread, "What is my name?", stream);

        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.All(chats, static chat => Assert.Equal("/v1/responses", chat.Path));
        Assert.Equal([false, true, true, true], chats.Select(static chat => JsonNode.Parse(chat.Body)!["previous_response_id"] is not null));
        Assert.Equal(
            ["My name is Ada.", "What time is it?", "noon", "What is my name?"],
            chats.Select(static chat => Assert.Single(NewItems(chat))));
    }

    [Fact]
    public async Task Agent_WithoutFunctions_ContinuesOnTheNativeEndpoint()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatCompletionAgent agent = new()
        {
            Name = "Guide",
            Instructions = "Be brief.",
            Kernel = Kernels.Create(lmStudio, static options => options.Chat.ContinueKnownConversations = true),
        };
        ChatHistoryAgentThread thread = new();

        await AskAsync(agent, thread, "One", stream: true);
        await AskAsync(agent, thread, "Two", stream: true);

        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.All(chats, static chat => Assert.Equal("/api/v1/chat", chat.Path));
        Assert.Contains("\"system_prompt\":\"Be brief.\"", chats[0].Body);
        Assert.DoesNotContain("system_prompt", chats[1].Body);
        Assert.Contains("\"input\":\"Two\"", chats[1].Body);
    }

    [Fact]
    public async Task Agent_ServerHasForgottenTheConversation_SendsTheWholeHistory()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatCompletionAgent agent = CreateAgent(lmStudio, continues: true);
        ChatHistoryAgentThread thread = new();

        await AskAsync(agent, thread, "My name is Ada.", stream: true);
        lmStudio.ForgetConversations();
        await AskAsync(agent, thread, "What is my name?", stream: true);

        Assert.Contains("My name is Ada.", lmStudio.GetChats()[^1].Body);
    }

    [Fact]
    public async Task Agent_TwoKernels_ShareNothing()
    {
        await using LmStudioEmulator first = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator second = await LmStudioEmulator.StartAsync();

        await AskAsync(CreateAgent(first, continues: true), new ChatHistoryAgentThread(), "Hi", stream: false);
        await AskAsync(CreateAgent(second, continues: true), new ChatHistoryAgentThread(), "Hi", stream: false);

        Assert.DoesNotContain("previous_response_id", Assert.Single(first.GetChats()).Body);
        Assert.DoesNotContain("previous_response_id", Assert.Single(second.GetChats()).Body);
    }

    private static ChatCompletionAgent CreateAgent(LmStudioEmulator lmStudio, bool continues)
    {
        Kernel kernel = Kernels.Create(lmStudio, options => options.Chat.ContinueKnownConversations = continues);
        kernel.Plugins.Add(Kernels.CreateTimePlugin());
        return new ChatCompletionAgent
        {
            Name = "Guide",
            Instructions = "Be brief.",
            Kernel = kernel,
            Arguments = new KernelArguments(new LmStudioPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }),
        };
    }

    private static async Task<string> AskAsync(ChatCompletionAgent agent, AgentThread thread, string message, bool stream)
    {
        string text = "";
        if (stream)
        {
            await foreach (StreamingChatMessageContent piece in agent.InvokeStreamingAsync(message, thread))
            {
                text += piece.Content;
            }
        }
        else
        {
            await foreach (ChatMessageContent answer in agent.InvokeAsync(message, thread))
            {
                text += answer.Content;
            }
        }

        return text;
    }

    /// <summary>Returns the texts of a request's new items.</summary>
    private static IEnumerable<string> NewItems(EmulatorRequest chat)
    {
        JsonNode input = JsonNode.Parse(chat.Body)!["input"]!;
        return input is JsonArray items
            ? items.Where(static item => (string?)item!["role"] is not ("system" or "developer")).Select(static item => Text(item!))
            : [input.ToString()];

        static string Text(JsonNode item) => (item["output"] ?? item["content"]) switch
        {
            JsonArray parts => string.Concat(parts.Select(static part => (string?)part!["text"])),
            JsonNode text => text.ToString(),
            null => "",
        };
    }
}
