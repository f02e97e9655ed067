using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class MultiModalConformanceTests
{
    private const string VisionModel = "qwen/qwen3-vl-4b";

    /// <summary>A transparent PNG of one pixel.</summary>
    private const string PngData = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task DescribeImage_OfData_SendsTheImageAfterTheQuestion(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Nothing: it is transparent."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();
        ChatMessage question = new(ChatRole.User, [new TextContent("What does the logo say?"), new DataContent(Convert.FromBase64String(PngData), "image/png")]);

        ChatResponse response = await client.AskAsync(streaming, [question], new() { ModelId = VisionModel });

        Assert.Equal("Nothing: it is transparent.", response.Text);
        Assert.Equal(VisionModel, response.ModelId);
        Conformance.AssertSent(Assert.Single(lmStudio.GetChats()), endpoint switch
        {
            LmStudioChatEndpoint.Auto => $$$$"""
                {"model":"{{{{VisionModel}}}}","input":[
                  {"type":"text","content":"What does the logo say?"},
                  {"type":"image","data_url":"data:image/png;base64,{{{{PngData}}}}"}]}
                """,
            LmStudioChatEndpoint.ChatCompletions => $$$$"""
                {"model":"{{{{VisionModel}}}}","messages":[{"role":"user","content":[
                  {"type":"text","text":"What does the logo say?"},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,{{{{PngData}}}}"}}]}]}
                """,
            LmStudioChatEndpoint.Responses => $$$$"""
                {"model":"{{{{VisionModel}}}}","input":[{"type":"message","role":"user","content":[
                  {"type":"input_text","text":"What does the logo say?"},
                  {"type":"input_image","image_url":"data:image/png;base64,{{{{PngData}}}}"}]}]}
                """,
            _ => $$$$"""
                {"model":"{{{{VisionModel}}}}","messages":[{"role":"user","content":[
                  {"type":"text","text":"What does the logo say?"},
                  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{{PngData}}}}"}}]}]}
                """,
        });
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task DescribePdf_OfData_IsRefusedBeforeAnythingIsSent(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IChatClient client = lmStudio.CreateBuilder(endpoint).Build();
        DataContent pdf = new("%PDF-1.4"u8.ToArray(), "application/pdf") { Name = "sample.pdf" };
        ChatMessage question = new(ChatRole.User, [new TextContent("What does the document say?"), pdf]);

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => client.AskAsync(streaming, [question]));

        Assert.Contains("application/pdf", exception.Message);
        Assert.Empty(lmStudio.GetChats());
    }
}
