using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

public class EnsureDownloadedRecoveryTests
{
    private const string Model = "ibm/granite-4-micro";

    private readonly InstantTimeProvider _clock = new();

    [Fact]
    public async Task EnsureModelDownloaded_JobIsLost_IsAskedForAgain()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        int reports = 0;
        InstantProgress<LmStudioDownloadProgress> progress = new(_ =>
        {
            if (++reports == 2)
            {
                server.ForgetDownloads();
            }
        });

        LmStudioDownload download = await client.EnsureModelDownloadedAsync(Model, progress, Options());

        Assert.Equal("completed", download.Status);
        Assert.Equal(2, server.Requests.Count(static request => request.Path == "/api/v1/models/download"));
    }

    [Fact]
    public async Task EnsureModelDownloaded_JobIsLostWhenDone_Succeeds()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/models/download", """{"model":"a/b"}""", Answer.Json("""{"job_id":"job_1","status":"downloading"}"""))
            .Expect("GET /api/v1/models/download/status/job_1", null, Answer.Json("""{"error":{"type":"job_not_found","message":"Download job with id 'job_1' not found"}}""", 404))
            .Expect("POST /api/v1/models/download", """{"model":"a/b"}""", Answer.Json("""{"status":"already_downloaded"}"""));

        Assert.Equal("already_downloaded", (await Clients.Create(handler).EnsureModelDownloadedAsync("a/b", options: Options())).Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_JobIsLostTwice_Throws()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        InstantProgress<LmStudioDownloadProgress> progress = new(_ => server.ForgetDownloads());

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelDownloadedAsync(Model, progress, Options()));

        Assert.Equal(LmStudioErrorKind.DownloadNotFound, exception.Kind);
        Assert.EndsWith("Start the download again: LM Studio forgets its jobs when it restarts.", exception.Message);
    }

    [Fact]
    public async Task EnsureModelDownloaded_ServerIsAwayForAWhile_GoesOn()
    {
        await using LmStudioEmulator server = await StartAsync();
        int looks = 0;
        InterceptingHandler handler = new()
        {
            Before = route => route.StartsWith("GET", StringComparison.Ordinal) && ++looks is 2 or 3 ? throw new HttpRequestException("Connection refused") : Task.CompletedTask,
        };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);

        Assert.Equal("completed", (await client.EnsureModelDownloadedAsync(Model, options: Options())).Status);
    }

    [Fact]
    public async Task EnsureModelDownloaded_ServerStaysAway_Throws()
    {
        await using LmStudioEmulator server = await StartAsync();
        InterceptingHandler handler = new()
        {
            Before = route => route.StartsWith("GET", StringComparison.Ordinal) ? throw new HttpRequestException("Connection refused") : Task.CompletedTask,
        };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelDownloadedAsync(Model, options: Options()));

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
        Assert.Equal(TimeSpan.FromSeconds(60), _clock.Elapsed);
    }

    private LmStudioDownloadOptions Options() => new() { TimeProvider = _clock, PollInterval = TimeSpan.FromSeconds(10), StallTimeout = TimeSpan.FromSeconds(60) };

    private Task<LmStudioEmulator> StartAsync(Action<LmStudioEmulatorOptions>? configure = null) => LmStudioEmulator.StartAsync(options =>
    {
        options.TimeProvider = _clock;
        options.DownloadDuration = TimeSpan.FromSeconds(40);
        configure?.Invoke(options);
    });
}
