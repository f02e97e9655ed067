using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator.Tool.Tests;

public sealed class DoctorFactTests : IDisposable
{
    private const string Token = "sk-lm-12345678:12345678901234567890";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Doctor_EmulatorWithToken_DiffersInNothingAndLeavesNothingOut()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add(Token));
        lmStudio.LoadModel("google/gemma-3-1b");

        DoctorRun run = await DoctorRun.RunAsync(lmStudio.Endpoint, "--token", Token);

        Assert.DoesNotContain("DIFFERS", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not tested", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Doctor_NoModelLoaded_AsksOnlyWhatNeedsNone()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        DoctorRun run = await DoctorRun.RunAsync(lmStudio.Endpoint);

        Assert.Contains("No model is loaded: the first request loads one. Specify --load", run.Output, StringComparison.Ordinal);
        Assert.Contains("| not tested | no model is loaded |", run.Output, StringComparison.Ordinal);
        Assert.Empty(lmStudio.LoadedInstances);
    }

    [Fact]
    public async Task Doctor_Always_UnloadsAndDownloadsNothing()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        string instance = lmStudio.LoadModel("google/gemma-3-1b");

        await DoctorRun.RunAsync(lmStudio.Endpoint);

        Assert.Equal(instance, Assert.Single(lmStudio.LoadedInstances).Id);
        Assert.DoesNotContain(lmStudio.Requests, request => request.Path is "/api/v1/models/download" or "/api/v1/models/load");
    }

    [Fact]
    public async Task Doctor_ServerThatDiffers_IsReportedWithWhatItDoes()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using HttpClient http = new() { BaseAddress = lmStudio.Endpoint };
        await using LoopbackServer server = await LoopbackServer.StartAsync(
            0,
            async (context, stop) =>
            {
                if (context.Request.Path == "/lmstudio-doctor")
                {
                    context.Response.StatusCode = 404;
                    await context.Response.WriteAsync("""{"error":"Nothing here."}""", stop);
                    return;
                }

                using HttpResponseMessage response = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, context.Request.Path.ToString()), stop);
                await context.Response.WriteAsync(await response.Content.ReadAsStringAsync(stop), stop);
            },
            default);

        DoctorRun run = await DoctorRun.RunAsync(server.Endpoint);

        Assert.Matches(@"\| an unknown route +\| 200 with an error +\| DIFFERS +\| 404, Nothing here\. \|", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Doctor_Report_IsWhatWasPrintedWithoutHostAndToken()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add(Token));
        string file = Path.Combine(_folder.Path, "report.md");

        DoctorRun run = await DoctorRun.RunAsync(lmStudio.Endpoint, "--token", Token, "--report", file);

        string report = await File.ReadAllTextAsync(file);
        Assert.Equal(run.Output, report);
        Assert.DoesNotContain("12345678", report, StringComparison.Ordinal);
        Assert.DoesNotContain(lmStudio.Endpoint.Host, report, StringComparison.Ordinal);
    }
}
