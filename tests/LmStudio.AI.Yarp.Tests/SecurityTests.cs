using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Requests that try to get around the affinity, or to somebody else's conversation.</summary>
public class SecurityTests
{
    [Theory]
    [InlineData("/api/v1/chat")]
    [InlineData("/v1/responses")]
    [InlineData("/API/v1/Chat/")]
    public async Task Conversation_OfAnotherToken_DoesNotExist(string path)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        string id = await BeginAsync(run, "ada");

        (int status, string? server, JsonElement body) = await run.PostAsync(path, Continue(id), "mallory");
        (int ownStatus, _, _) = await run.PostAsync(path.TrimEnd('/').ToLowerInvariant(), Continue(id), "ada");

        Assert.Equal(400, status);
        Assert.Null(server);
        Assert.Equal("previous_response_id", Error(body, "param"));
        Assert.Contains("Could not find stored response", Error(body, "message"));
        Assert.Equal(200, ownStatus);
        Assert.Equal(2, run.Requests.Count); // Nobody but the owner got further than the gateway.
    }

    [Fact]
    public async Task Conversation_OfAnotherToken_LooksLikeOneThatDoesNotExist()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        string id = await BeginAsync(run, "ada");
        string unknown = "resp_" + new string('0', id.Length - "resp_".Length);

        (int status, _, JsonElement body) = await run.PostAsync("/api/v1/chat", Continue(id), "mallory");
        (int unknownStatus, _, JsonElement unknownBody) = await run.PostAsync("/api/v1/chat", Continue(unknown), "mallory");

        Assert.Equal(unknownStatus, status);
        Assert.Equal(Error(unknownBody, "message"), Error(body, "message").Replace(id, unknown, StringComparison.Ordinal));
        Assert.Equal(Error(unknownBody, "code"), Error(body, "code"));
    }

    [Fact]
    public async Task Conversation_OfAnotherToken_NotBound_IsContinued()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(affinity: static options => options.BindConversationsToTokens = false);
        string id = await BeginAsync(run, "ada");

        Assert.Equal(200, (await run.PostAsync("/api/v1/chat", Continue(id), "mallory")).Status);
    }

    /// <summary>Each hides the id of Ada's conversation from a reader that is not as careful as LM Studio's, or that takes another one.</summary>
    [Theory]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":null,"previous_response_id":"ID"}""", 400)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","previous\u005fresponse_id":"ID"}""", 400)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","thread_id":"thread_1","previous_response_id":"ID"}""", 400)]
    [InlineData("\uFEFF{\"model\":\"qwen/qwen3-8b\",\"input\":\"Hi\",\"previous_response_id\":\"ID\"}", 400)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"ID"} x""", 400)]
    public async Task Id_Hidden_IsNotContinued(string body, int status)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        string id = await BeginAsync(run, "ada");

        (int actual, string? server, _) = await run.PostAsync("/v1/responses", new StringContent(body.Replace("ID", id, StringComparison.Ordinal), Encoding.UTF8, "application/json"), "mallory");

        Assert.Equal(status, actual);
        Assert.Null(server);
        Assert.Single(run.Requests);
    }

    [Theory]
    [InlineData("gzip", "application/json")]
    [InlineData(null, "application/json; charset=utf-16")]
    public async Task Body_InAnotherEncoding_IsRefused(string? encoding, string contentType)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        ByteArrayContent body = new("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
        {
            body.Headers.ContentEncoding.Add(encoding);
        }

        (int status, _, JsonElement answer) = await run.PostAsync("/api/v1/chat", body);

        Assert.Equal(415, status);
        Assert.Contains("Send the body as uncompressed JSON in UTF-8.", Error(answer, "message"));
        Assert.Empty(run.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"input":"Hi",}""")]
    [InlineData("not JSON")]
    public async Task Body_MalformedJson_IsRefusedHere(string body)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();

        (int status, _, JsonElement answer) = await run.PostAsync("/api/v1/chat", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(400, status);
        Assert.Equal("invalid_json", Error(answer, "code"));
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task Body_MalformedJsonWithoutConversations_IsTheServersBusiness()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();

        (int status, string? server, _) = await run.PostAsync("/v1/chat/completions", new StringContent("{", Encoding.UTF8, "application/json"));

        Assert.Equal(400, status);
        Assert.NotNull(server);
    }

    [Theory]
    [InlineData("""\ud800""")]
    [InlineData("""resp_\udc00""")]
    [InlineData("""resp_1\nX-Injected: 1""")]
    [InlineData("")]
    public async Task Id_ThatNobodyGives_IsRefusedHere(string id)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();

        (int status, _, JsonElement answer) = await run.PostAsync(
            "/api/v1/chat", new StringContent($$"""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"{{id}}"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(400, status);
        Assert.Equal("previous_response_id", Error(answer, "param"));
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task Id_TooLong_IsRefusedHere()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();

        Assert.Equal(400, (await run.PostAsync("/api/v1/chat", Continue(new string('a', 257)))).Status);
        Assert.Empty(run.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_TooLarge_IsRefused(bool isChunked)
    {
        await using GatewayRun run = await GatewayRun.StartAsync(affinity: static options => options.MaxRequestBodySize = 100_000);
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(new { model = GatewayRun.Model, input = new string('a', 200_000) }) };
        request.Headers.TransferEncodingChunked = isChunked;

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("larger than 100000 bytes", await response.Content.ReadAsStringAsync());
        Assert.Empty(run.Requests);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n", "{}x", "HTTP/1.1 400")]
    [InlineData("Content-Length: 2\r\n", "{}POST /api/v1/models/unload HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 400")]
    public async Task Request_WithTwoLengths_ReachesNoServer(string headers, string body, string answer)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, run.Gateway.Endpoint.Port);
        await using NetworkStream stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/models/load HTTP/1.1\r\nHost: x\r\n{headers}\r\n{body}"));
        byte[] buffer = new byte[8192];
        int read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.StartsWith(answer, Encoding.ASCII.GetString(buffer, 0, read));
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task ServerHeader_OfAChat_ChangesNothingAndStaysBehind()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        (_, string? owner, JsonElement first) = await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "My name is Ada." });
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/chat") { Content = JsonContent.Create(Continue(first.GetProperty("response_id").GetString()!)) };
        request.Headers.Add("X-LmStudio-Server", owner == "a" ? "b" : "a");

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal(owner, response.Headers.GetValues("X-LmStudio-Server").Single());
        Assert.Equal(2, run.Requests.Count);
        Assert.DoesNotContain("X-LmStudio-Server", run.Requests.SelectMany(static received => received.Headers.Keys));
    }

    [Fact]
    public async Task ConnectionHeader_NamesTheToken_TheTokenIsPassedOn()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ApiTokens.Add("sk-lm-secret"));
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/chat") { Content = JsonContent.Create(new { model = GatewayRun.Model, input = "Hi" }) };
        request.Headers.Authorization = new("Bearer", "sk-lm-secret");
        request.Headers.Connection.Add("Authorization");

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<string> BeginAsync(GatewayRun run, string token)
    {
        (_, _, JsonElement body) = await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "My secret is 42." }, token);
        return body.GetProperty("response_id").GetString()!;
    }

    private static object Continue(string id) => new { model = GatewayRun.Model, input = "What is my secret?", previous_response_id = id };

    private static string Error(JsonElement body, string name) => body.GetProperty("error").GetProperty(name).GetString()!;
}
