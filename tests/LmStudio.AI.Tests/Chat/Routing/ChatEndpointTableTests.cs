namespace LmStudio.AI.Tests;

public sealed class ChatEndpointTableTests
{
    /// <summary>The table as users know it: feature, native, chat/completions, responses, messages.</summary>
    public static TheoryData<string, string> Rows => new()
    {
        { nameof(ChatFeatures.Conversation), "yes no  yes no " },
        { nameof(ChatFeatures.PreviewConversation), "yes no  no  no " },
        { nameof(ChatFeatures.History), "no  yes yes yes" },
        { nameof(ChatFeatures.FunctionTools), "no  yes yes yes" },
        { nameof(ChatFeatures.RequiredToolMode), "no  yes yes yes" },
        { nameof(ChatFeatures.RemoteMcp), "yes no  yes no " },
        { nameof(ChatFeatures.McpPlugin), "yes no  yes no " },
        { nameof(ChatFeatures.JsonFormat), "no  yes yes no " },
        { nameof(ChatFeatures.Images), "yes yes yes yes" },
        { nameof(ChatFeatures.StopSequences), "no  yes no  yes" },
        { nameof(ChatFeatures.NativeRequest), "yes no  no  no " },
        { nameof(ChatFeatures.RawJson), "no  yes yes yes" },
        { nameof(ChatFeatures.Seed), "no  yes no  no " },
        { nameof(ChatFeatures.FrequencyPenalty), "no  yes no  no " },
        { nameof(ChatFeatures.PresencePenalty), "no  yes no  no " },
        { nameof(ChatFeatures.TopK), "yes yes no  yes" },
        { nameof(ChatFeatures.MinP), "yes no  no  no " },
        { nameof(ChatFeatures.RepeatPenalty), "yes yes no  no " },
        { nameof(ChatFeatures.ContextLength), "yes no  no  no " },
        { nameof(ChatFeatures.Reasoning), "yes yes yes no " },
        { nameof(ChatFeatures.Store), "yes no  yes no " },
        { nameof(ChatFeatures.Progress), "yes no  no  no " },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void FeaturesOf_EachEndpoint_AreThoseOfTheTable(string feature, string row)
    {
        ChatFeatures flag = Enum.Parse<ChatFeatures>(feature);

        string actual = string.Join(' ', ChatEndpointTable.Endpoints.Select(endpoint => (ChatEndpointTable.FeaturesOf(endpoint) & flag) != 0 ? "yes" : "no "));

        Assert.Equal(row, actual);
    }

    [Fact]
    public void Rows_OfTheTable_AreAllFeatures() =>
        Assert.Equal(
            Enum.GetValues<ChatFeatures>().Except([ChatFeatures.None, ChatFeatures.Hard]).Select(static feature => feature.ToString()).Order(),
            Rows.Select(static row => (string)row[0]).Order());

    [Fact]
    public void Endpoints_InOrderOfPreference_BeginWithTheNativeOne() =>
        Assert.Equal(
            ["/api/v1/chat", "/v1/chat/completions", "/v1/responses", "/v1/messages"],
            ChatEndpointTable.Endpoints.Select(ChatEndpointTable.PathOf));
}
