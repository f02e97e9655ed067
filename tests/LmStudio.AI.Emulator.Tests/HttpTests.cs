using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LmStudio.AI.Emulator.Tests;

public sealed class HttpTests
{
    [Fact]
    public async Task Greeting_Get_SaysLmStudio()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.GetAsync("/lmstudio-greeting");

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"lmstudio":true}""", reply.Body);
    }

    [Theory]
    [InlineData("GET", "/v1/files", 200, """{"error":"Unexpected endpoint or method. (GET /v1/files)"}""")]
    [InlineData("POST", "/v1/messages/count_tokens", 200, """{"error":"Unexpected endpoint or method. (POST /v1/messages/count_tokens)"}""")]
    [InlineData("GET", "/api/tags", 200, """{"error":"Unexpected endpoint or method. (GET /api/tags)"}""")]
    [InlineData("POST", "/chat/completions", 200, """{"error":"Unexpected endpoint or method. (POST /chat/completions)"}""")]
    [InlineData("GET", "/api/v1/models/list", 404, """{"error":"Unexpected endpoint or method. (GET /api/v1/models/list)"}""")]
    [InlineData("GET", "/api/v1/chat", 404, """{"error":"Unexpected endpoint or method. (GET /api/v1/chat)"}""")]
    [InlineData("GET", "/api/v1/models/download/status", 404, """{"error":"Unexpected endpoint or method. (GET /api/v1/models/download/status)"}""")]
    public async Task UnknownRoute_AnyMethod_AnswersWithStringError(string method, string path, int status, string body)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.Http.SendAsync(new(new(method), path));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Reply_Json_HasTheHeadersOfAnExpressApp()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.Http.GetAsync(new Uri("/api/v1/models", UriKind.Relative));

        Assert.Equal("Express", response.Headers.GetValues("X-Powered-By").Single());
        Assert.Equal("keep-alive", response.Headers.Connection.Single());
        Assert.Equal("timeout=5", response.Headers.GetValues("Keep-Alive").Single());
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.NotNull(response.Content.Headers.ContentLength);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Reply_NativeError_IsByteForByteTheCapturedOne()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.Http.PostAsync(
            new Uri("/api/v1/chat", UriKind.Relative),
            Json("""{"model":"google/gemma-3-1b","input":"Hi","previous_response_id":"resp_not_a_stored_reply"}"""));

        // Length and ETag are those a real server sent with this body.
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(354, response.Content.Headers.ContentLength);
        Assert.Equal("W/\"162-xGVG/sP7kyMLonkOR5ucd2nKgeo\"", response.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Reply_Native_IsPrettyPrintedWithoutFinalNewline()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");

        Api.Reply reply = await api.PostAsync("/api/v1/models/unload", """{"instance_id":"qwen/qwen3-8b"}""");

        Assert.Equal("{\n  \"instance_id\": \"qwen/qwen3-8b\"\n}", reply.Body);
    }

    [Fact]
    public async Task Reply_TextBeyondAscii_IsNotEscaped()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Grüße – 日本 😀 <&> \"quoted\""));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Contains("\"content\": \"Grüße – 日本 😀 <&> \\\"quoted\\\"\"", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Headers_AreThoseOfACapturedStream()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.SendStreamAsync("""{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""");

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.Equal("keep-alive", response.Headers.Connection.Single());
    }

    [Fact]
    public async Task Post_Multipart_IsUnsupportedMediaType()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        using MultipartFormDataContent form = new() { { new StringContent("qwen/qwen3-8b"), "model" } };

        using HttpResponseMessage response = await api.Http.PostAsync(new Uri("/api/v1/chat", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/chat")]
    [InlineData("/api/v1/models/load")]
    [InlineData("/api/v1/models/unload")]
    [InlineData("/api/v1/models/download")]
    public async Task Post_InvalidJson_IsRefused(string path)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(path, """{"model": "qwen/qwen3-8b""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Invalid body: failed to parse JSON value. Please check the value to ensure it is valid JSON",
                "type": "invalid_request",
                "code": "invalid_json"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Requests_AfterSeveral_HasEachInOrderInFull()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        api.Http.DefaultRequestHeaders.Add("X-Test", "one");

        await api.GetAsync("/api/v1/models?x=1");
        await api.PostAsync("/api/v1/models/unload", """{"instance_id":"none"}""");

        Assert.Equal(["GET /api/v1/models", "POST /api/v1/models/unload"], lmStudio.Requests.Select(static request => request.ToString()));
        Assert.Equal("one", lmStudio.Requests[0].Headers["x-test"]);
        Assert.Equal("", lmStudio.Requests[0].Body);
        Assert.Equal("""{"instance_id":"none"}""", lmStudio.Requests[1].Body);
    }

    [Fact]
    public async Task Endpoint_Default_IsALoopbackAddress()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        Assert.Equal("127.0.0.1", lmStudio.Endpoint.Host);
        Assert.NotEqual(0, lmStudio.Endpoint.Port);
    }

    [Fact]
    public async Task StartAsync_PortInUse_Throws()
    {
        await using LmStudioEmulator first = await LmStudioEmulator.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => LmStudioEmulator.StartAsync(options => options.Port = first.Endpoint.Port));
    }

    [Fact]
    public async Task DisposeAsync_WithAStreamUnderWay_AbortsIt()
    {
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Wait(new TaskCompletionSource().Task));
        using HttpResponseMessage response = await api.SendStreamAsync("""{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""");

        await lmStudio.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null));
        using TcpClient socket = new();
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(lmStudio.Endpoint.Host, lmStudio.Endpoint.Port));
    }

    [Fact]
    public async Task DisposeAsync_Twice_StopsOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        await lmStudio.DisposeAsync();
        using HttpClient http = new() { BaseAddress = lmStudio.Endpoint };

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/lmstudio-greeting"));
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
