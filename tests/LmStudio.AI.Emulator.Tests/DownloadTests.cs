using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

public sealed class DownloadTests
{
    private const string Request = """{"model":"ibm/granite-4-micro"}""";

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Download_NewModel_StartsAJob()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/download", Request);

        Assert.Equal(200, reply.Status);
        Assert.Matches("^job_[0-9a-f]{10}$", (string?)reply.Json["job_id"]);
        Assert.Equal(
            $$"""{"job_id":"{{reply.Json["job_id"]}}","status":"downloading","total_size_bytes":2000000000,"started_at":"2026-01-28T12:00:00.000Z"}""",
            reply.Json.ToJsonString());
    }

    [Fact]
    public async Task Download_ModelThatIsThere_IsAlreadyDownloadedAndHasNoJob()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/download", """{"model":"qwen/qwen3-8b"}""");

        Assert.Equal("""{"status":"already_downloaded"}""", reply.Json.ToJsonString());
    }

    [Fact]
    public async Task Status_Halfway_HasProgressSpeedAndEstimate()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string job = await StartJobAsync(api);

        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(
            $$"""
            {
              "job_id": "{{job}}",
              "status": "downloading",
              "total_size_bytes": 2000000000,
              "downloaded_bytes": 1000000000,
              "started_at": "2026-01-28T12:00:00.000Z",
              "bytes_per_second": 33333333.333333332,
              "estimated_completion": "2026-01-28T12:01:00.000Z"
            }
            """,
            (await StatusAsync(api, job)).Body);
    }

    [Fact]
    public async Task Status_WhenDone_HasTheTimeOfCompletion()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string job = await StartJobAsync(api);

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(
            $$"""
            {
              "job_id": "{{job}}",
              "status": "completed",
              "total_size_bytes": 2000000000,
              "downloaded_bytes": 2000000000,
              "started_at": "2026-01-28T12:00:00.000Z",
              "completed_at": "2026-01-28T12:01:00.000Z"
            }
            """,
            (await StatusAsync(api, job)).Body);
    }

    [Fact]
    public async Task Models_AfterADownload_HasTheModel()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        await StartJobAsync(api);

        _clock.Advance(TimeSpan.FromSeconds(60));

        JsonArray models = (await api.GetAsync("/api/v1/models")).Json["models"]!.AsArray();
        Assert.Equal("ibm/granite-4-micro", (string?)models[^1]!["key"]);
        Assert.Equal("""{"status":"already_downloaded"}""", (await api.PostAsync("/api/v1/models/download", Request)).Json.ToJsonString());
    }

    [Fact]
    public async Task Download_Again_JoinsTheRunningJob()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(await StartJobAsync(api), await StartJobAsync(api));
    }

    [Fact]
    public async Task Download_HuggingFaceLink_TakesAQuantization()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        await api.PostAsync(
            "/api/v1/models/download", """{"model":"https://huggingface.co/ibm-granite/Granite-4.0-Micro-GGUF","quantization":"Q8_0"}""");
        _clock.Advance(TimeSpan.FromSeconds(60));

        JsonNode model = (await api.GetAsync("/api/v1/models")).Json["models"]!.AsArray()[^1]!;
        Assert.Equal("granite-4.0-micro-gguf", (string?)model["key"]);
        Assert.Equal("Q8_0", (string?)model["quantization"]!["name"]);
    }

    [Theory]
    [InlineData("""{"model":"Not A Model"}""", "Invalid artifact name. Must be in kebab-case")]
    [InlineData("""{"model":"https://huggingface.co/ibm"}""", "Invalid artifact name. Must be in kebab-case")]
    [InlineData("""{"model":"ibm/granite-4-micro","quantization":"Q8_0"}""", "'quantization' is only supported for Hugging Face links.")]
    [InlineData("""{"quantization":"Q8_0"}""", "\"model\" is required")]
    [InlineData("""{"model":"ibm/granite-4-micro","variant":"x"}""", "Unrecognized key(s) in object: 'variant'")]
    public async Task Download_BodyThatMakesNoSense_IsRefused(string body, string message)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/download", body);

        Assert.Equal(400, reply.Status);
        Assert.Equal(message, (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task Status_UnknownJob_IsNotFound()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await StatusAsync(api, "job_nope");

        Assert.Equal(404, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "type": "job_not_found",
                "message": "Download job with id 'job_nope' not found"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Status_FailDownloads_HasFailed()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string job = await StartJobAsync(api);

        lmStudio.Faults.FailDownloads = true;

        Assert.Equal("failed", (string?)(await StatusAsync(api, job)).Json["status"]);
        Assert.NotEqual(job, await StartJobAsync(api));
    }

    [Fact]
    public async Task Status_PauseDownloads_PausesWithoutSpeedAndGoesOnLater()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string job = await StartJobAsync(api);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await StatusAsync(api, job);

        lmStudio.Faults.PauseDownloads = true;
        _clock.Advance(TimeSpan.FromHours(1));

        Api.Reply paused = await StatusAsync(api, job);
        Assert.Equal(
            $$"""{"job_id":"{{job}}","status":"paused","total_size_bytes":2000000000,"downloaded_bytes":1000000000,"started_at":"2026-01-28T12:00:00.000Z"}""",
            paused.Json.ToJsonString());
        lmStudio.Faults.PauseDownloads = false;
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("completed", (string?)(await StatusAsync(api, job)).Json["status"]);
    }

    [Fact]
    public async Task Status_StallDownloads_KeepsTheSpeedButNotTheBytesMoving()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string job = await StartJobAsync(api);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await StatusAsync(api, job);

        lmStudio.Faults.StallDownloads = true;
        _clock.Advance(TimeSpan.FromHours(1));

        Api.Reply stalled = await StatusAsync(api, job);
        Assert.Equal("downloading", (string?)stalled.Json["status"]);
        Assert.Equal(1_000_000_000, (long)stalled.Json["downloaded_bytes"]!);
        Assert.True((double)stalled.Json["bytes_per_second"]! > 0);
    }

    [Fact]
    public async Task ForgetDownloads_RunningJob_IsNotFoundAndStartsAnew()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string job = await StartJobAsync(api);

        lmStudio.ForgetDownloads();

        Assert.Equal(404, (await StatusAsync(api, job)).Status);
        Assert.NotEqual(job, await StartJobAsync(api));
    }

    private Task<LmStudioEmulator> StartAsync() => LmStudioEmulator.StartAsync(options =>
    {
        options.TimeProvider = _clock;
        options.DownloadDuration = TimeSpan.FromMinutes(1);
    });

    private static async Task<string> StartJobAsync(Api api) => (string)(await api.PostAsync("/api/v1/models/download", Request)).Json["job_id"]!;

    private static Task<Api.Reply> StatusAsync(Api api, string job) => api.GetAsync($"/api/v1/models/download/status/{job}");
}
