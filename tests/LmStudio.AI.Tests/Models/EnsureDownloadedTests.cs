using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

public class EnsureDownloadedTests
{
    private const string Model = "ibm/granite-4-micro";

    private readonly InstantTimeProvider _clock = new();

    [Fact]
    public async Task EnsureModelDownloaded_NewModel_ReportsBytesRateAndTimeLeft()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new();

        LmStudioDownload download = await client.EnsureModelDownloadedAsync(Model, progress, Options());

        Assert.Equal("completed", download.Status);
        Assert.Contains(server.Models, static model => model.Key == Model);
        Assert.Equal(
            [
                "Downloading",
                "Downloading, 25 % of 2.0 GB",
                "Downloading, 50 % of 2.0 GB, 50.0 MB/s, 20 s left",
                "Downloading, 75 % of 2.0 GB, 50.0 MB/s, 10 s left",
                "Completed",
            ],
            progress.Reports.Select(static report => report.ToString()));
        LmStudioDownloadProgress half = progress.Reports[2];
        Assert.Equal((LmStudioDownloadState.Downloading, 1_000_000_000L, 2_000_000_000L, 0.5), (half.State, half.DownloadedBytes, half.TotalBytes, half.Fraction));
        Assert.Equal((50_000_000d, TimeSpan.FromSeconds(20)), (half.BytesPerSecond, half.EstimatedTimeLeft));
        Assert.Equal(1, progress.Reports[^1].Fraction);
    }

    [Fact]
    public async Task EnsureModelDownloaded_ModelIsThere_Succeeds()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new();

        LmStudioDownload download = await client.EnsureModelDownloadedAsync("qwen/qwen3-8b", progress, Options());

        Assert.Equal("already_downloaded", download.Status);
        Assert.Equal(["Already downloaded"], progress.Reports.Select(static report => report.ToString()));
        Assert.Equal("/api/v1/models/download", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task EnsureModelDownloaded_JobRuns_IsJoined()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioDownload running = await client.DownloadModelAsync(Model);

        LmStudioDownload download = await client.EnsureModelDownloadedAsync(Model, options: Options());

        Assert.Equal((running.JobId, "completed"), (download.JobId, download.Status));
    }

    [Fact]
    public async Task EnsureModelDownloaded_Quantization_IsSent()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/download",
            """{"model":"https://huggingface.co/ibm-granite/granite-4.0-micro-GGUF","quantization":"Q8_0"}""",
            Answer.Json("""{"status":"already_downloaded"}"""));

        _ = await Clients.Create(handler).EnsureModelDownloadedAsync("https://huggingface.co/ibm-granite/granite-4.0-micro-GGUF", options: new() { Quantization = "Q8_0" });

        handler.Verify();
    }

    [Fact]
    public async Task EnsureModelDownloaded_Done_ChatsSeeTheModel()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        Assert.Null(await client.Models.FindAsync(Model, default));

        _ = await client.EnsureModelDownloadedAsync(Model, options: Options());

        Assert.NotNull(await client.Models.FindAsync(Model, default));
    }

    [Fact]
    public async Task EnsureModelDownloaded_Fails_Throws()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new(_ => server.Faults.FailDownloads = true);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelDownloadedAsync(Model, progress, Options()));

        Assert.Equal(LmStudioErrorKind.DownloadFailed, exception.Kind);
        Assert.StartsWith($"The download of '{Model}' (job {progress.Reports[0].JobId}, 0 bytes of 2.0 GB) has failed.", exception.Message);
        Assert.EndsWith("Check the disk space and the internet connection of LM Studio, and start the download again.", exception.Message);
        _ = Assert.Single(progress.Reports);
    }

    [Fact]
    public async Task EnsureModelDownloaded_FailsWithAReason_TellsIt()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/download", """{"model":"a/b"}""", Answer.Json("""{"job_id":"job_1","status":"failed","error":"No space left on device."}"""));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).EnsureModelDownloadedAsync("a/b"));

        Assert.StartsWith("The download of 'a/b' (job job_1) has failed: No space left on device. Check", exception.Message);
    }

    // protocol.md, "Download": the server goes on reporting a speed when nothing arrives any more.
    [Fact]
    public async Task EnsureModelDownloaded_NothingArrives_HasStalled()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new(report => server.Faults.StallDownloads = report.DownloadedBytes > 0);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelDownloadedAsync(Model, progress, Options()));

        Assert.Equal(LmStudioErrorKind.DownloadStalled, exception.Kind);
        Assert.Contains("500.0 MB of 2.0 GB) has stalled: no data was received for 60 s.", exception.Message);
        Assert.EndsWith("Pause and resume it in LM Studio's list of downloads, check the internet connection of LM Studio, and wait for it again.", exception.Message);
        Assert.Equal((LmStudioDownloadState.Downloading, 0d, TimeSpan.FromSeconds(60)), (progress.Reports[^1].State, progress.Reports[^1].BytesPerSecond, progress.Reports[^1].IdleTime));
    }

    [Fact]
    public async Task EnsureModelDownloaded_StallEnds_Completes()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new(report => server.Faults.StallDownloads = report.IdleTime < TimeSpan.FromSeconds(50));

        LmStudioDownload download = await client.EnsureModelDownloadedAsync(Model, progress, Options());

        Assert.Equal("completed", download.Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_StaysPaused_Throws()
    {
        await using LmStudioEmulator server = await StartAsync(options => options.Faults.PauseDownloads = true);
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelDownloadedAsync(Model, progress, Options()));

        Assert.Equal(LmStudioErrorKind.DownloadPaused, exception.Kind);
        Assert.Contains("has been paused for 60 s.", exception.Message);
        Assert.EndsWith("Resume it in LM Studio's list of downloads, which its REST API cannot do, and wait for it again.", exception.Message);
        Assert.Equal("Paused, 0 % of 2.0 GB", progress.Reports[^1].ToString());
    }

    [Fact]
    public async Task EnsureModelDownloaded_PausedAndResumed_Completes()
    {
        await using LmStudioEmulator server = await StartAsync(options => options.Faults.PauseDownloads = true);
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new(report => server.Faults.PauseDownloads = report.IdleTime < TimeSpan.FromSeconds(40));

        LmStudioDownload download = await client.EnsureModelDownloadedAsync(Model, progress, Options());

        Assert.Equal("completed", download.Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_InfiniteStallTimeout_WaitsOn()
    {
        await using LmStudioEmulator server = await StartAsync(options => options.Faults.StallDownloads = true);
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioDownloadOptions options = Options();
        options.StallTimeout = Timeout.InfiniteTimeSpan;
        InstantProgress<LmStudioDownloadProgress> progress = new(report => server.Faults.StallDownloads = report.IdleTime < TimeSpan.FromHours(0.5));

        LmStudioDownload download = await client.EnsureModelDownloadedAsync(Model, progress, options);

        Assert.Equal("completed", download.Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_Cancelled_SaysThatTheDownloadGoesOn()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        using CancellationTokenSource cancellation = new();
        InstantProgress<LmStudioDownloadProgress> progress = new(report =>
        {
            if (report.DownloadedBytes > 0)
            {
                cancellation.Cancel();
            }
        });

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.EnsureModelDownloadedAsync(Model, progress, Options(), cancellation.Token));

        Assert.Equal(
            $"No longer waiting for the download of '{Model}' (job {progress.Reports[0].JobId}, 500.0 MB of 2.0 GB). LM Studio continues it: request it again to wait for it, or stop it in LM Studio's list of downloads.",
            exception.Message);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal("downloading", (await client.GetDownloadStatusAsync(progress.Reports[0].JobId!)).Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_CancelledBeforeTheAnswer_SaysWhatMayBe()
    {
        TaskCompletionSource asked = new();
        using CancellationTokenSource cancellation = new();
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /api/v1/models/download", "*", Answer.Nothing(asked));

        Task<LmStudioDownload> downloading = Clients.Create(handler).EnsureModelDownloadedAsync("a/b", cancellationToken: cancellation.Token);
        await asked.Task;
        cancellation.Cancel();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloading);
        Assert.Equal("No longer waiting for the download of 'a/b'. If LM Studio has started it, it continues.", exception.Message);
    }

    [Fact]
    public async Task EnsureModelDownloaded_StateOfANewerServer_IsOnTheWay()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/models/download", "*", Answer.Json("""{"job_id":"job_1","status":"verifying"}"""))
            .Expect("GET /api/v1/models/download/status/job_1", null, Answer.Json("""{"job_id":"job_1","status":"completed"}"""));

        Assert.Equal("completed", (await Clients.Create(handler).EnsureModelDownloadedAsync("a/b", options: Options())).Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_NoJobId_Throws()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /api/v1/models/download", "*", Answer.Json("""{"status":"downloading"}"""));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).EnsureModelDownloadedAsync("a/b", options: Options()));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    [Fact]
    public async Task EnsureModelDownloaded_NoSuchName_Throws()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelDownloadedAsync("Not A Model", options: Options()));

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.Contains("Invalid artifact name. Must be in kebab-case", exception.Message);
    }

    [Fact]
    public async Task EnsureModelDownloaded_WrongArgument_Throws()
    {
        using VerbatimHttpHandler handler = new();
        LmStudioClient client = Clients.Create(handler);

        _ = await Assert.ThrowsAsync<ArgumentNullException>("client", () => ((LmStudioClient)null!).EnsureModelDownloadedAsync("a/b"));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("model", () => client.EnsureModelDownloadedAsync(null!));
        _ = await Assert.ThrowsAsync<ArgumentException>("model", () => client.EnsureModelDownloadedAsync(" "));
        _ = await Assert.ThrowsAsync<ArgumentException>("options", () => client.EnsureModelDownloadedAsync("a/b", options: new() { PollInterval = TimeSpan.Zero }));
        _ = await Assert.ThrowsAsync<ArgumentException>("options", () => client.EnsureModelDownloadedAsync("a/b", options: new() { StallTimeout = TimeSpan.FromSeconds(-5) }));
    }

    private LmStudioDownloadOptions Options() => new() { TimeProvider = _clock, PollInterval = TimeSpan.FromSeconds(10), StallTimeout = TimeSpan.FromSeconds(60) };

    private Task<LmStudioEmulator> StartAsync(Action<LmStudioEmulatorOptions>? configure = null) => LmStudioEmulator.StartAsync(options =>
    {
        options.TimeProvider = _clock;
        options.DownloadDuration = TimeSpan.FromSeconds(40);
        configure?.Invoke(options);
    });
}
