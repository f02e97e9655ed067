using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>What clients see that speak plain HTTP, and what an application sees that has an emulator for a guest.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData("GET /lmstudio-greeting HTTP/1.0\r\n\r\n")]
    [InlineData("GET /lmstudio-greeting HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    public async Task Reply_ToAClientThatKeepsNoConnection_SaysCloseAndCloses(string request)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        string reply = await SendAsync(lmStudio, request);

        Assert.Contains("\r\nConnection: close\r\n", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep-Alive", reply, StringComparison.Ordinal);
        Assert.EndsWith("""{"lmstudio":true}""", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ToAnHttp10Client_IsNotChunkedAndEndsWithTheConnection()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello"));
        const string Body = """{"model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"}],"stream":true}""";

        string reply = await SendAsync(
            lmStudio, $"POST /v1/chat/completions HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        Assert.Contains("\r\n\r\ndata: {", reply, StringComparison.Ordinal);
        Assert.EndsWith("\n\ndata: [DONE]\n\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Chunked_IsReadAndRecordedWhole()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        string reply = await SendAsync(
            lmStudio,
            "POST /api/v1/models/unload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
            + "9\r\n{\"instanc\r\nd\r\ne_id\":\"none\"}\r\n0\r\n\r\n");

        Assert.Contains("Model with instance identifier 'none' is not loaded.", reply, StringComparison.Ordinal);
        Assert.Equal("""{"instance_id":"none"}""", lmStudio.Requests.Single().Body);
    }

    [Fact]
    public async Task Request_ThatExpectsContinue_IsToldToContinue()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        api.Http.DefaultRequestHeaders.ExpectContinue = true;

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", """{"model":"google/gemma-3-1b"}""");

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Request_WithABodyThatIsNoHttp_IsABadRequestWithoutAWord()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        string reply = await SendAsync(
            lmStudio, "POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nnot a chunk\r\n");

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_Again_WaitsForTheSameStop()
    {
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/none"));
        });

        await Task.WhenAll(lmStudio.DisposeAsync().AsTask(), lmStudio.DisposeAsync().AsTask());
        await lmStudio.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_WithAChatClientThatCannotBeCancelled_DoesNotWaitForIt()
    {
        TaskCompletionSource go = new();
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = new DeafChatClient(go.Task));
        using Api api = new(lmStudio);
        using HttpResponseMessage response = await api.SendStreamAsync("""{"model":"google/gemma-3-1b","input":"Hi","stream":true}""");

        await lmStudio.DisposeAsync();

        Assert.False(go.Task.IsCompleted);
        go.SetResult();
    }

    /// <remarks>Ctrl+C is another signal, but goes the same way. This one does no harm to those who run the tests.</remarks>
    [Fact]
    public async Task Signal_WithAnEmulatorInTheProcess_IsLeftToTheApplication()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Handlers run from the last to the first: this one sees what the emulator's would have done.
        TaskCompletionSource<bool> taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration application = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal =>
        {
            taken.TrySetResult(signal.Cancel);
            signal.Cancel = true;
        });
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        using Process kill = Process.Start("kill", ["-QUIT", $"{Environment.ProcessId}"]);

        Assert.False(await taken.Task);
    }

    private static async Task<string> SendAsync(LmStudioEmulator lmStudio, string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(lmStudio.Endpoint.Host, lmStudio.Endpoint.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
