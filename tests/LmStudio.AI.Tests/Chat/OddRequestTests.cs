using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Requests that no program should make: the exception says what is wrong, on each endpoint, before anything is sent.</summary>
public class OddRequestTests
{
    public static TheoryData<LmStudioChatEndpoint> Endpoints => [.. Enum.GetValues<LmStudioChatEndpoint>()];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_MessageIsNull_SaysWhich(LmStudioChatEndpoint endpoint)
    {
        Assert.Equal("The message at index 1 is null. Remove it. (Parameter 'messages')", await RefuseAsync(endpoint, [new(ChatRole.User, "Hi"), null!]));
        Assert.Equal("The message at index 0 contains null. Remove it. (Parameter 'messages')", await RefuseAsync(endpoint, [new(ChatRole.User, [new TextContent("Hi"), null!])]));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_NumberThatJsonLacks_NamesTheOption(LmStudioChatEndpoint endpoint)
    {
        (string Name, ChatOptions Options)[] cases =
        [
            ("Temperature", new() { Temperature = float.NaN }),
            ("TopP", new() { TopP = float.PositiveInfinity }),
            ("FrequencyPenalty", new() { FrequencyPenalty = float.NegativeInfinity }),
            ("PresencePenalty", new() { PresencePenalty = float.NaN }),
            ("MinP", new() { AdditionalProperties = new() { ["min_p"] = double.NaN } }),
            ("RepeatPenalty", new() { AdditionalProperties = new() { ["repeat_penalty"] = double.NaN } }),
        ];
        foreach ((string name, ChatOptions options) in cases)
        {
            Assert.Equal(
                $"ChatOptions.{name} is not a finite number. Set a number, or null for the model's default. (Parameter 'options')",
                await RefuseAsync(endpoint, [new(ChatRole.User, "Hi")], options));
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetResponse_ToolIsNull_SaysSo(LmStudioChatEndpoint endpoint) =>
        Assert.StartsWith("ChatOptions.Tools contains null.", await RefuseAsync(endpoint, [new(ChatRole.User, "Hi")], new() { Tools = [null!] }));

    private static async Task<string> RefuseAsync(LmStudioChatEndpoint endpoint, ChatMessage[] messages, ChatOptions? options = null)
    {
        using VerbatimHttpHandler handler = new();
        using IChatClient client = Clients.Create(handler).AsIChatClient("m", new() { Endpoint = endpoint });
        string whole = (await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync(messages, options))).Message;
        string streamed = (await Assert.ThrowsAsync<ArgumentException>(() => client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync())).Message;
        Assert.Equal(whole, streamed);
        Assert.Empty(handler.Requests);
        return whole;
    }
}
