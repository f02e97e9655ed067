namespace LmStudio.AI.Tests;

public sealed class ChatEndpointSelectorTests
{
    public static TheoryData<string, string> PairsWithoutEndpoint
    {
        get
        {
            ChatFeatures[] hard = [.. ChatEndpointTable.Split(ChatFeatures.Hard)];
            TheoryData<string, string> pairs = [];
            foreach ((int i, ChatFeatures first) in hard.Index())
            {
                foreach (ChatFeatures second in hard.Skip(i + 1))
                {
                    if (ChatEndpointTable.Endpoints.All(endpoint => (ChatEndpointTable.FeaturesOf(endpoint) & (first | second)) != (first | second)))
                    {
                        pairs.Add(first.ToString(), second.ToString());
                    }
                }
            }

            return pairs;
        }
    }

    [Theory]
    [InlineData("None", LmStudioChatEndpoint.Native)]
    [InlineData("Conversation", LmStudioChatEndpoint.Native)]
    [InlineData("Images", LmStudioChatEndpoint.Native)]
    [InlineData("RemoteMcp, McpPlugin", LmStudioChatEndpoint.Native)]
    [InlineData("History", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("FunctionTools", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("FunctionTools, RequiredToolMode, History, JsonFormat, StopSequences, Images", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("JsonFormat", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("StopSequences", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("Conversation, FunctionTools", LmStudioChatEndpoint.Responses)]
    [InlineData("Conversation, History", LmStudioChatEndpoint.Responses)]
    [InlineData("RemoteMcp, FunctionTools", LmStudioChatEndpoint.Responses)]
    [InlineData("RemoteMcp, JsonFormat", LmStudioChatEndpoint.Responses)]
    public void Select_HardFeatures_TakesTheFirstEndpointThatHasThemAll(string features, LmStudioChatEndpoint expected) =>
        Assert.Equal(expected, ChatEndpointSelector.Select(Enum.Parse<ChatFeatures>(features)));

    [Theory]
    [InlineData("Seed", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("FrequencyPenalty", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("MinP", LmStudioChatEndpoint.Native)]
    [InlineData("Seed, MinP", LmStudioChatEndpoint.Native)]
    [InlineData("Seed, PresencePenalty, MinP", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("Seed, Conversation", LmStudioChatEndpoint.Native)]
    [InlineData("FunctionTools, Store", LmStudioChatEndpoint.Responses)]
    [InlineData("FunctionTools, MinP", LmStudioChatEndpoint.ChatCompletions)]
    [InlineData("FunctionTools, TopK, Store", LmStudioChatEndpoint.ChatCompletions)]
    public void Select_SoftFeatures_TakesTheEndpointWithMostOfThemAndTiesGoLeft(string features, LmStudioChatEndpoint expected) =>
        Assert.Equal(expected, ChatEndpointSelector.Select(Enum.Parse<ChatFeatures>(features)));

    [Theory]
    [MemberData(nameof(PairsWithoutEndpoint))]
    public void Select_TwoFeaturesThatNoEndpointHasTogether_NamesBoth(string first, string second)
    {
        ChatFeatures one = Enum.Parse<ChatFeatures>(first);
        ChatFeatures other = Enum.Parse<ChatFeatures>(second);

        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => ChatEndpointSelector.Select(one | other));

        Assert.StartsWith("No LM Studio endpoint supports the combination of: ", exception.Message);
        Assert.Contains(ChatEndpointTable.DescribeWithEndpoints(one), exception.Message);
        Assert.Contains(ChatEndpointTable.DescribeWithEndpoints(other), exception.Message);
        Assert.EndsWith("Remove one of them.", exception.Message);
    }

    [Fact]
    public void Select_StopSequencesInAConversation_SaysWhereEachWouldGo()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(
            () => ChatEndpointSelector.Select(ChatFeatures.StopSequences | ChatFeatures.Conversation | ChatFeatures.Images));

        Assert.Equal(
            "No LM Studio endpoint supports the combination of: a ConversationId (/api/v1/chat, /v1/responses); "
            + "stop sequences (/v1/chat/completions, /v1/messages). Remove one of them.",
            exception.Message);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native)]
    [InlineData(LmStudioChatEndpoint.ChatCompletions)]
    [InlineData(LmStudioChatEndpoint.Responses)]
    [InlineData(LmStudioChatEndpoint.Messages)]
    public void Select_PinnedEndpointThatHasEveryHardFeature_IsTaken(LmStudioChatEndpoint pinned) =>
        Assert.Equal(pinned, ChatEndpointSelector.Select(ChatFeatures.Images | ChatFeatures.Seed | ChatFeatures.MinP, pinned));

    [Fact]
    public void Select_PinnedEndpointThatLacksAHardFeature_SaysWhatAndWhereItGoes()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(
            () => ChatEndpointSelector.Select(ChatFeatures.JsonFormat | ChatFeatures.Images, LmStudioChatEndpoint.Messages));

        Assert.Equal(
            "The client is pinned to /v1/messages, which does not support a JSON response format (/v1/chat/completions, /v1/responses). "
            + "Remove that, or set LmStudioChatClientOptions.Endpoint to Auto.",
            exception.Message);
    }

    [Fact]
    public void Lost_SoftFeatures_AreThoseTheEndpointLacks() =>
        Assert.Equal(
            ChatFeatures.Seed | ChatFeatures.FrequencyPenalty,
            ChatEndpointSelector.Lost(ChatFeatures.Seed | ChatFeatures.FrequencyPenalty | ChatFeatures.TopK | ChatFeatures.Images, LmStudioChatEndpoint.Native));
}
