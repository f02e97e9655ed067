using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using static LmStudio.AI.Tests.ModelToolCalls;

namespace LmStudio.AI.Tests;

public class ModelDownloadToolTests
{
    private readonly InstantTimeProvider _clock = new();

    [Fact]
    public async Task DownloadModel_NewModel_StartsAndIsFollowed()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client, new() { TimeProvider = _clock });

        string started = await CallAsync(tools, "download_model", """{"model":"ibm/granite-4-micro"}""");
        string jobId = JsonDocument.Parse(started).RootElement.GetProperty("job_id").GetString()!;
        string status = $$"""{"job_id":"{{jobId}}"}""";
        Json.Equal($$"""{"model":"ibm/granite-4-micro","status":"downloading","job_id":"{{jobId}}","size":"2.0 GB"}""", started);

        Pass(TimeSpan.FromMinutes(10));
        Json.Equal($$"""{"status":"downloading","job_id":"{{jobId}}","percent":25,"downloaded":"500.0 MB","size":"2.0 GB"}""", await CallAsync(tools, "get_download_status", status));
        Pass(TimeSpan.FromMinutes(10));
        Json.Equal(
            $$"""{"status":"downloading","job_id":"{{jobId}}","percent":50,"downloaded":"1.0 GB","size":"2.0 GB","speed":"833.3 kB/s","time_left":"20 min"}""",
            await CallAsync(tools, "get_download_status", status));
        Pass(TimeSpan.FromMinutes(30));
        Json.Equal("""{"status":"completed","size":"2.0 GB","note":"The model is there. list_models has its key."}""", await CallAsync(tools, "get_download_status", status));
    }

    [Fact]
    public async Task DownloadModel_ModelIsThere_SaysSo()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        Json.Equal(
            """{"model":"qwen/qwen3-8b","status":"already_downloaded","note":"The model is there. list_models has its key."}""",
            await CallAsync(client, "download_model", """{"model":"qwen/qwen3-8b"}"""));
    }

    [Fact]
    public async Task GetDownloadStatus_NothingArrives_HasStalled()
    {
        await using LmStudioEmulator server = await StartAsync(static options => options.Faults.StallDownloads = true);
        using LmStudioClient client = new(server.Endpoint, "");
        (IReadOnlyList<AIFunction> tools, string jobId) = await StartDownloadAsync(client);
        _ = await CallAsync(tools, "get_download_status", $$"""{"job_id":"{{jobId}}"}""");

        Pass(TimeSpan.FromMinutes(5));

        Json.Equal(
            $$"""
            {"status":"stalled","job_id":"{{jobId}}","percent":0,"downloaded":"0 bytes","size":"2.0 GB",
             "note":"No data was received for 5 min. The user can pause and resume it in LM Studio."}
            """,
            await CallAsync(tools, "get_download_status", $$"""{"job_id":"{{jobId}}"}"""));
    }

    [Fact]
    public async Task GetDownloadStatus_Paused_SaysWhoCanResumeIt()
    {
        await using LmStudioEmulator server = await StartAsync(static options => options.Faults.PauseDownloads = true);
        using LmStudioClient client = new(server.Endpoint, "");
        (IReadOnlyList<AIFunction> tools, string jobId) = await StartDownloadAsync(client);

        Json.Equal(
            $$"""{"status":"paused","job_id":"{{jobId}}","percent":0,"downloaded":"0 bytes","size":"2.0 GB","note":"Only the user can resume it, in LM Studio."}""",
            await CallAsync(tools, "get_download_status", $$"""{"job_id":"{{jobId}}"}"""));
    }

    [Fact]
    public async Task GetDownloadStatus_Failed_SaysWhatToDo()
    {
        await using LmStudioEmulator server = await StartAsync(static options => options.Faults.FailDownloads = true);
        using LmStudioClient client = new(server.Endpoint, "");
        (IReadOnlyList<AIFunction> tools, string jobId) = await StartDownloadAsync(client);

        Json.Equal(
            """{"status":"failed","size":"2.0 GB","note":"Call download_model again to try once more, or ask the user to check disk space and connection."}""",
            await CallAsync(tools, "get_download_status", $$"""{"job_id":"{{jobId}}"}"""));
    }

    [Fact]
    public async Task GetDownloadStatus_UnknownJob_SaysWhatToDo()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        Json.Equal(
            """{"error":"The server does not know this job. It forgets them when it restarts: call download_model again, which resumes the download or reports that the model is downloaded."}""",
            await CallAsync(client, "get_download_status", """{"job_id":"job_nope"}"""));
    }

    private async Task<(IReadOnlyList<AIFunction> Tools, string JobId)> StartDownloadAsync(LmStudioClient client)
    {
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client, new() { TimeProvider = _clock });
        string started = await CallAsync(tools, "download_model", """{"model":"ibm/granite-4-micro"}""");
        return (tools, JsonDocument.Parse(started).RootElement.GetProperty("job_id").GetString()!);
    }

    private void Pass(TimeSpan time) => _clock.CreateTimer(static _ => { }, null, time, Timeout.InfiniteTimeSpan).Dispose();

    private Task<LmStudioEmulator> StartAsync(Action<LmStudioEmulatorOptions>? configure = null) => LmStudioEmulator.StartAsync(options =>
    {
        options.TimeProvider = _clock;
        options.DownloadDuration = TimeSpan.FromMinutes(40);
        configure?.Invoke(options);
    });
}
