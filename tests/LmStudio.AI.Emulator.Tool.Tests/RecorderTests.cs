using System.Text;
using System.Text.Json;
using LmStudio.AI.Emulator.Replay;
using LmStudio.AI.Emulator.Tool.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Moq;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>What is recorded when forwarding ends with an error.</summary>
public sealed class RecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task HandleAsync_ClientLeaves_IsIncompleteUnlessTheWholeResponseHasPassed(int contentLength, bool isIncomplete)
    {
        Mock<IHttpForwarder> forwarder = new();
        _ = forwarder
            .Setup(static mock => mock.SendAsync(
                It.IsAny<HttpContext>(), It.IsAny<string>(), It.IsAny<HttpMessageInvoker>(), It.IsAny<ForwarderRequestConfig>(), It.IsAny<HttpTransformer>(), It.IsAny<CancellationToken>()))
            .Returns(async (HttpContext context, string _, HttpMessageInvoker _, ForwarderRequestConfig _, HttpTransformer _, CancellationToken cancellationToken) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = contentLength;
                await context.Response.Body.WriteAsync("{}"u8.ToArray(), cancellationToken);
                return ForwarderError.ResponseBodyCanceled;
            });
        using HttpMessageInvoker http = new(new SocketsHttpHandler());
        Recorder recorder = new(new Uri("http://127.0.0.1:1234/"), RecordingFolder.Open(_folder.Path), forwarder.Object, http, TextWriter.Null);
        DefaultHttpContext context = new();
        context.Features.Set<IHttpResponseFeature>(new StartedResponse());
        context.Request.Method = "POST";
        context.Request.Path = "/api/v1/chat";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("{}"));

        await recorder.HandleAsync(context, CancellationToken.None);

        using JsonDocument file = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.Files.Single()));
        Assert.Equal(isIncomplete, file.RootElement.GetProperty("response").TryGetProperty("incomplete", out _));
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
