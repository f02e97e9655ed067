using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How messages are sent to <c>/api/v1/chat</c> (docs/protocol.md, "Chat request").</summary>
public class RequestMessageTests
{
    // A PNG of one pixel would do, but nobody decodes it here.
    private static readonly DataContent Image = new(new byte[] { 1, 2, 3 }, "image/png");

    [Fact]
    public async Task GetResponse_OneText_IsPlainString() =>
        Json.Equal(
            """{"model":"m","input":"Why is the sky blue?"}""",
            await Clients.SendAsync([new(ChatRole.User, "Why is the sky blue?")]));

    [Fact]
    public async Task GetResponse_SpecialCharacters_AreKept() =>
        Json.Equal(
            """{"model":"m","input":"\"quoted\"\n\t\\ <b>&amp;</b> ⏳ 日本"}""",
            await Clients.SendAsync([new(ChatRole.User, "\"quoted\"\n\t\\ <b>&amp;</b> ⏳ 日本")]));

    // protocol.md, "Chat request": items are of the type "text", although the official table says "message".
    [Fact]
    public async Task GetResponse_SeveralTexts_AreTextItems() =>
        Json.Equal(
            """{"model":"m","input":[{"type":"text","content":"One"},{"type":"text","content":"Two"},{"type":"text","content":"Three"}]}""",
            await Clients.SendAsync([new(ChatRole.User, [new TextContent("One"), new TextContent("Two")]), new(ChatRole.User, "Three")]));

    [Fact]
    public async Task GetResponse_Image_IsDataUrl() =>
        Json.Equal(
            """{"model":"m","input":[{"type":"text","content":"What is this?"},{"type":"image","data_url":"data:image/png;base64,AQID"}]}""",
            await Clients.SendAsync([new(ChatRole.User, [new TextContent("What is this?"), Image])]));

    [Fact]
    public async Task GetResponse_ImageAlone_IsArray() =>
        Json.Equal(
            """{"model":"m","input":[{"type":"image","data_url":"data:image/png;base64,AQID"}]}""",
            await Clients.SendAsync([new(ChatRole.User, [Image])]));

    [Fact]
    public async Task GetResponse_ImageAsDataUri_IsDataUrl() =>
        Json.Equal(
            """{"model":"m","input":[{"type":"image","data_url":"data:image/jpeg;base64,AQID"}]}""",
            await Clients.SendAsync([new(ChatRole.User, [new UriContent(new Uri("data:image/jpeg;base64,AQID"), "image/jpeg")])]));

    // protocol.md, "Chat request": whether the server takes other forms is unknown.
    [Fact]
    public async Task GetResponse_ImageInOtherForms_IsTheSameDataUrl() =>
        Json.Equal(
            """
            {"model":"m","input":[
              {"type":"image","data_url":"data:image/png;base64,AQID"},
              {"type":"image","data_url":"data:image/png;base64,AQID"},
              {"type":"image","data_url":"data:image/svg+xml;base64,PHN2Zy8+"}]}
            """,
            await Clients.SendAsync([new(ChatRole.User,
            [
                new DataContent(new byte[] { 1, 2, 3 }, "IMAGE/PNG"),
                new UriContent("data:image/PNG;base64,AQID", "image/PNG"),
                new UriContent("data:image/svg+xml,%3Csvg/%3E", "image/svg+xml"),
            ])]));

    // protocol.md, "Chat request": addresses are not fetched.
    [Fact]
    public async Task GetResponse_ImageAtHttpAddress_ThrowsBeforeSending()
    {
        using VerbatimHttpHandler handler = new();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() =>
            Clients.CreateChat(handler).GetResponseAsync([new(ChatRole.User, [new UriContent(new Uri("https://example.org/cat.png"), "image/png")])]));

        Assert.Contains("pass its bytes as a DataContent", exception.Message);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task GetResponse_RawInputItem_IsSentAsItIs() =>
        Json.Equal(
            """{"model":"m","input":[{"type":"text","content":"One"},{"type":"audio","data_url":"data:audio/wav;base64,AQID"}]}""",
            await Clients.SendAsync([new(ChatRole.User,
            [
                new TextContent("One"),
                new AIContent { RawRepresentation = new LmStudioInputItem { Type = "audio", DataUrl = "data:audio/wav;base64,AQID" } },
            ])]));

    [Fact]
    public async Task GetResponse_SystemMessagesAndInstructions_AreJoined() =>
        Json.Equal(
            """{"model":"m","input":"Hi","system_prompt":"Be kind.\nBe brief.\nBe right."}""",
            await Clients.SendAsync(
                [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi"), new(ChatRole.System, "Be right.")],
                new() { Instructions = "Be kind." }));

    [Fact]
    public async Task GetResponse_DeveloperMessage_IsSystemPrompt() =>
        Json.Equal(
            """{"model":"m","input":"Hi","system_prompt":"Be brief."}""",
            await Clients.SendAsync([new(new ChatRole("developer"), "Be brief."), new(ChatRole.User, "Hi")]));

    [Fact]
    public async Task GetResponse_SystemMessageWithImage_ThrowsBeforeSending()
    {
        using VerbatimHttpHandler handler = new();

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync([new(ChatRole.System, [Image]), new(ChatRole.User, "Hi")]));

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task GetResponse_ContentsWithNothingToSend_AreDropped() =>
        Json.Equal(
            """{"model":"m","input":"Hi"}""",
            await Clients.SendAsync(
            [
                new(ChatRole.System, ""),
                new(ChatRole.User, [new TextContent(""), new TextContent("Hi"), new UsageContent(new()), new ErrorContent("old"), new AIContent()]),
                new(ChatRole.User, []),
            ]));

    public static TheoryData<AIContent, string> Unsendable => new()
    {
        { new DataContent(new byte[] { 1 }, "application/pdf"), "application/pdf" },
        { new DataContent(new byte[] { 1 }, "audio/wav"), "audio/wav" },
        { new UriContent(new Uri("https://example.org/x.pdf"), "application/pdf"), "application/pdf" },
        { new HostedFileContent("file_1"), "HostedFileContent" },
    };

    [Theory]
    [MemberData(nameof(Unsendable))]
    public async Task GetResponse_ContentThatCannotBeSent_ThrowsBeforeSending(AIContent content, string name)
    {
        using VerbatimHttpHandler handler = new();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => Clients.CreateChat(handler).GetResponseAsync([new(ChatRole.User, [new TextContent("Read"), content])]));

        Assert.Contains(name, exception.Message);
        Assert.Empty(handler.Requests);
    }

    public static TheoryData<ChatMessage[]> Empty =>
    [
        Array.Empty<ChatMessage>(),
        new ChatMessage[] { new(ChatRole.User, "") },
        new ChatMessage[] { new(ChatRole.User, []) },
        new ChatMessage[] { new(ChatRole.System, "Be brief.") },
    ];

    [Theory]
    [MemberData(nameof(Empty))]
    public async Task GetResponse_NothingToSend_Throws(ChatMessage[] messages)
    {
        using VerbatimHttpHandler handler = new();

        _ = await Assert.ThrowsAsync<ArgumentException>("messages", () => Clients.CreateChat(handler).GetResponseAsync(messages));
        _ = await Assert.ThrowsAsync<ArgumentException>("messages", () => Clients.CreateChat(handler).GetStreamingResponseAsync(messages).ToChatResponseAsync());

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task AnyChat_Messages_AreEnumeratedOnceAndNotChanged()
    {
        int enumerations = 0;
        ChatMessage message = new(ChatRole.User, [new TextContent("Hi"), Image]);
        IEnumerable<ChatMessage> Messages()
        {
            enumerations++;
            yield return message;
        }

        _ = await Clients.SendAsync(Messages());

        Assert.Equal(1, enumerations);
        Assert.Equal(2, message.Contents.Count);
        Assert.Equal("Hi", message.Text);
    }
}
