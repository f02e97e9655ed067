using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>What the files of <c>record</c> have in them.</summary>
public sealed class RecordedFileTests : IDisposable
{
    private const string Token = "sk-lm-12345678:12345678901234567890";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Record_WholeAnswer_IsJsonThatPeopleCanRead()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Grüße!"));
        await RecordAsync(lmStudio, http => http.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Hello!" }));

        string file = Assert.Single(_folder.Files);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        JsonElement response = document.RootElement.GetProperty("response");

        Assert.Equal("0001-post-api-v1-chat.json", Path.GetFileName(file));
        Assert.Equal("""{"method":"POST","path":"/api/v1/chat","body":{"model":"qwen/qwen3-8b","input":"Hello!"}}""", Compact(document.RootElement.GetProperty("request")));
        Assert.Equal(200, response.GetProperty("status").GetInt32());
        Assert.Equal("Grüße!", response.GetProperty("body").GetProperty("output")[0].GetProperty("content").GetString());
        Assert.Contains("Grüße!", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_Stream_IsWholeEventsWithTheirTimes()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two."));
        await RecordAsync(lmStudio, http => http.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Hello!", stream = true }));

        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.Files.Single()));
        JsonElement[] pieces = [.. document.RootElement.GetProperty("response").GetProperty("stream").EnumerateArray()];

        Assert.StartsWith("event: chat.start\n", pieces[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(pieces, piece => Assert.EndsWith("\n\n", piece.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.All(pieces, piece => Assert.True(piece.GetProperty("ms").GetInt64() >= 0));
    }

    [Fact]
    public async Task Record_BrokenConnection_IsIncompleteAndReplaysSo()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.DisconnectAtEvent = "message.delta");
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two."));
        await RecordAsync(lmStudio, http => http.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Hello!", stream = true }));

        await using LmStudioReplay replay = await LmStudioReplay.StartAsync(_folder.Path);
        using HttpClient client = new() { BaseAddress = replay.Endpoint };

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Hello!", stream = true }));
    }

    [Fact]
    public async Task Replay_IncompleteStream_GivesAllThatWasRecordedBeforeTheConnectionCloses()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "0001-get.json"),
            """{"request":{"method":"GET","path":"/cut"},"response":{"status":200,"stream":[{"ms":0,"text":"a\n"},{"ms":1,"text":"b\n"}],"incomplete":true}}""");
        await using LmStudioReplay replay = await LmStudioReplay.StartAsync(_folder.Path);
        using HttpClient client = new() { BaseAddress = replay.Endpoint };
        using HttpResponseMessage answer = await client.GetAsync("/cut", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await answer.Content.ReadAsStreamAsync());

        Assert.Equal("a", await reader.ReadLineAsync());
        Assert.Equal("b", await reader.ReadLineAsync());
        _ = await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadLineAsync());
    }

    [Fact]
    public async Task Record_Secrets_AreInNoFile()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add(Token));
        lmStudio.Script.Enqueue(EmulatorStep.Text($"The token is {Token}, the key is key-of-a-server and the password hunter-two."));
        await RecordAsync(
            lmStudio,
            async http =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
                string request = """
                    {"model":"qwen/qwen3-8b","input":"My token is sk-lm-12345678:12345678901234567890.","integrations":[
                      {"type":"ephemeral_mcp","server_label":"files","server_url":"https://user:hunter-two@localhost/mcp?key=query-key",
                       "headers":{"Authorization":"Bearer key-of-a-server","X-Short":"1"}}]}
                    """;
                return await http.PostAsync("/v1/chat/completions", new StringContent(request, MediaTypeHeaderValue.Parse("application/json")));
            });

        string text = await File.ReadAllTextAsync(_folder.Files.Single());
        Assert.DoesNotContain("sk-lm-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("key-of-a-server", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-two", text, StringComparison.Ordinal);
        Assert.DoesNotContain("query-key", text, StringComparison.Ordinal);
        Assert.Contains("\"X-Short\": \"***\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OtherSecretThanRecorded_GetsTheAnswer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add(Token));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        await RecordAsync(
            lmStudio,
            http =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
                return http.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Hello!" });
            });

        await using LmStudioReplay replay = await LmStudioReplay.StartAsync(_folder.Path);
        using HttpClient client = new() { BaseAddress = replay.Endpoint };
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/api/v1/chat", new { model = "qwen/qwen3-8b", input = "Hello!" });

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("Hello.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_KeepTiming_WaitsAsLongAsTheServerTook()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "0001-get.json"),
            """{"request":{"method":"GET","path":"/slow"},"response":{"status":200,"stream":[{"ms":0,"text":"a\n\n"},{"ms":60000,"text":"b\n\n"}]}}""");
        AnnouncingTimeProvider time = new();
        await using LmStudioReplay replay = await LmStudioReplay.StartAsync(
            _folder.Path,
            options =>
            {
                options.KeepTiming = true;
                options.TimeProvider = time;
            });
        using HttpClient client = new() { BaseAddress = replay.Endpoint };
        using HttpResponseMessage answer = await client.GetAsync("/slow", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await answer.Content.ReadAsStreamAsync());

        Assert.Equal("a", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal(TimeSpan.FromSeconds(60), await time.TimerCreated);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("b", await reader.ReadLineAsync());
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private async Task RecordAsync(LmStudioEmulator lmStudio, Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        await using RunningCommand record = await RunningCommand.StartAsync("record", "--endpoint", lmStudio.Endpoint.AbsoluteUri, "--to", _folder.Path);
        using HttpClient client = new() { BaseAddress = record.Endpoint };
        try
        {
            using HttpResponseMessage response = await send(client);
        }
        catch (HttpRequestException)
        {
            // The server has closed the connection.
        }

        // The file is written after the answer, and before the proxy has stopped.
        Assert.Equal(0, await record.StopAsync());
    }
}
