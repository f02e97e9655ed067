namespace LmStudio.AI.Tests;

/// <summary>docs/protocol.md, "Download".</summary>
public class DownloadTests
{
    [Fact]
    public async Task DownloadModel_CatalogId_GivesJob()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/download",
            """{"model":"ibm/granite-4-micro"}""",
            Answer.Json("""{"job_id":"job_593c7c9ded","status":"downloading","total_size_bytes":2279145003,"started_at":"2026-03-03T15:33:23.496Z"}"""));

        LmStudioDownload download = await Clients.Create(handler).DownloadModelAsync("ibm/granite-4-micro");

        Assert.Equal(("job_593c7c9ded", "downloading", 2279145003), (download.JobId, download.Status, download.TotalSizeBytes));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 15, 33, 23, 496, TimeSpan.Zero), download.StartedAt);
        Assert.Null(download.DownloadedBytes);
    }

    [Fact]
    public async Task DownloadModel_HuggingFaceAddress_TakesQuantization()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/download",
            """{"model":"https://huggingface.co/ibm/granite-4-micro-GGUF","quantization":"Q4_K_M"}""",
            Answer.Json("""{"status":"already_downloaded"}"""));

        LmStudioDownload download = await Clients.Create(handler).DownloadModelAsync("https://huggingface.co/ibm/granite-4-micro-GGUF", "Q4_K_M");

        Assert.Equal("already_downloaded", download.Status);
        Assert.Null(download.JobId);
    }

    // protocol.md, "Download": the rate is fractional, sizes exceed 32 bits.
    [Theory]
    [InlineData("""{"job_id":"job_1","status":"downloading","total_size_bytes":124196907504,"downloaded_bytes":2423265340,"started_at":"2026-03-03T15:33:23.496Z","bytes_per_second":5248034.973097618,"estimated_completion":"2026-03-03T22:24:29.908Z"}""", "downloading", 2423265340, 5248034.973097618)]
    [InlineData("""{"job_id":"job_1","status":"downloading","total_size_bytes":124196907504,"downloaded_bytes":1,"bytes_per_second":5248034}""", "downloading", 1L, 5248034d)]
    [InlineData("""{"job_id":"job_1","status":"paused","total_size_bytes":124196907504,"downloaded_bytes":12028808,"started_at":"2026-03-03T15:33:23.496Z"}""", "paused", 12028808L, null)]
    [InlineData("""{"job_id":"job_1","status":"completed","total_size_bytes":124196907504,"downloaded_bytes":124196907504,"started_at":"2026-03-03T15:33:23.496Z","completed_at":"2026-03-03T15:43:12.102Z"}""", "completed", 124196907504, null)]
    [InlineData("""{"job_id":"job_1","status":"verifying","total_size_bytes":124196907504,"downloaded_bytes":5}""", "verifying", 5L, null)]
    public async Task GetDownloadStatus_AnyState_GivesItsNumbers(string body, string status, long downloaded, double? rate)
    {
        LmStudioDownload download = await GetAsync("job_1", body);

        Assert.Equal(("job_1", status, 124196907504, downloaded, rate), (download.JobId, download.Status, download.TotalSizeBytes, download.DownloadedBytes, download.BytesPerSecond));
    }

    [Fact]
    public async Task GetDownloadStatus_Times_AreRead()
    {
        LmStudioDownload download = await GetAsync("job_1", """{"status":"completed","started_at":"2026-03-03T15:33:23.496Z","completed_at":"2026-03-03T15:43:12.102Z","estimated_completion":"2026-03-03T15:43:00.000Z"}""");

        Assert.Equal(new DateTimeOffset(2026, 3, 3, 15, 43, 12, 102, TimeSpan.Zero), download.CompletedAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 15, 43, 0, TimeSpan.Zero), download.EstimatedCompletion);
    }

    [Theory]
    [InlineData("""{"job_id":"job_1","status":"failed","error":"No space left"}""", "No space left")]
    [InlineData("""{"job_id":"job_1","status":"failed","error":{"message":"No space left"}}""", """{"message":"No space left"}""")]
    [InlineData("""{"job_id":"job_1","status":"failed"}""", null)]
    public async Task GetDownloadStatus_Failed_TellsWhy(string body, string? error)
    {
        LmStudioDownload download = await GetAsync("job_1", body);

        Assert.Equal(("failed", error), (download.Status, download.Error));
    }

    [Fact]
    public async Task GetDownloadStatus_AnswerWithoutId_GetsTheOneAskedFor() =>
        Assert.Equal("job_1", (await GetAsync("job_1", """{"status":"downloading"}""")).JobId);

    // protocol.md, "Preview dialect": a draft listed all jobs by state.
    [Theory]
    [InlineData("job_a", "downloading", 2423265340)]
    [InlineData("job_b", "paused", 12028808)]
    public async Task GetDownloadStatus_ListOfDraft_FindsTheJob(string jobId, string status, long downloaded)
    {
        LmStudioDownload download = await GetAsync(jobId, """
            {
                "downloading":[{"job_id":"job_a","downloaded_bytes":2423265340,"total_size_bytes":124196907504,"started_at":"2025-10-06T18:43:08.019Z","bytes_per_second":9834240.879725136,"estimated_completion":"2025-10-06T22:24:29.908Z","status":"downloading"}],
                "completed":[],
                "failed":[],
                "paused":[{"job_id":"job_b","downloaded_bytes":12028808,"total_size_bytes":22256526743,"started_at":"2025-10-06T18:43:53.605Z","status":"paused"}]
            }
            """);

        Assert.Equal((jobId, status, downloaded), (download.JobId, download.Status, download.DownloadedBytes));
    }

    [Fact]
    public async Task GetDownloadStatus_StrangeId_IsEscaped()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /api/v1/models/download/status/job%2F1%3Fa", null, Answer.Json("""{"status":"downloading"}"""));

        Assert.Equal("job/1?a", (await Clients.Create(handler).GetDownloadStatusAsync("job/1?a")).JobId);
    }

    private static async Task<LmStudioDownload> GetAsync(string jobId, string body)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect($"GET /api/v1/models/download/status/{jobId}", null, Answer.Json(body));
        return await Clients.Create(handler).GetDownloadStatusAsync(jobId);
    }
}
