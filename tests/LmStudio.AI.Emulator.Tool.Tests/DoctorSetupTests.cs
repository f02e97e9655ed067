using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>Set-ups that are broken on purpose, and what the doctor says.</summary>
public sealed class DoctorSetupTests
{
    [Fact]
    public async Task Doctor_NothingWrong_SaysSo()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.TokensPerSecond = 100);
        lmStudio.LoadModel("qwen/qwen3-8b");

        DoctorRun run = await DoctorRun.RunAsync(lmStudio.Endpoint);

        Assert.Equal("Nothing is wrong.", run.Setup);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Doctor_ServerOff_SaysHowToStartIt()
    {
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        await lmStudio.DisposeAsync();

        await AssertSetupAsync(
            $"**No server listens at {lmStudio.Endpoint}.** Start LM Studio's server on its Developer page or with 'lms server start'.", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_TokenMissing_SaysWhereToGetOne()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add("sk-lm-12345678:12345678901234567890"));

        await AssertSetupAsync("**The server requires an API token.** Create one in LM Studio's Developer settings, and specify it with --token or LM_API_TOKEN.", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_TokenWrong_SaysSoWithoutTheToken()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add("sk-lm-12345678:12345678901234567890"));

        DoctorRun run = await DoctorRun.RunAsync(lmStudio.Endpoint, "--token", "sk-lm-87654321:09876543210987654321");

        Assert.Equal("**The server rejects the API token.** Compare it with LM Studio's Developer settings: it may be mistyped, incomplete or revoked.", run.Setup);
        Assert.DoesNotContain("87654321", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoChatModel_SaysHowToGetOne()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.Models.Clear();
            options.Models.Add(new EmulatorModel { Key = "text-embedding-nomic-embed-text-v1.5", Type = EmulatorModelType.Embedding });
        });

        await AssertSetupAsync("**No chat model is downloaded.** Download one in LM Studio, or with 'lms get openai/gpt-oss-20b'.", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_NothingLoadedAndNoLoadingOnDemand_SaysBothWaysOut()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.JustInTimeLoading = false);

        await AssertSetupAsync(
            "**No model is loaded, and JIT loading is off.** Load one in LM Studio or with 'lms load', or turn on \"JIT loading\" in the Developer settings.",
            lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_UnknownModel_NamesThoseThatAreThere()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        await AssertSetupAsync("**The model 'no/model' is not downloaded.** The downloaded models are qwen/qwen3-8b, ", lmStudio.Endpoint, "--model", "no/model");
    }

    [Fact]
    public async Task Doctor_WrongPath_NamesTheRightOne()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        await AssertSetupAsync(
            $"**LM Studio responds at {lmStudio.Endpoint}, not at {lmStudio.Endpoint}lmstudio/.** Use the endpoint {lmStudio.Endpoint}.", new Uri(lmStudio.Endpoint, "lmstudio/"));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("api/v1/")]
    [InlineData("v1/chat/completions")]
    public async Task Doctor_PastedPathOfTheApi_IsNoProblem(string path)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        await AssertSetupAsync("Nothing is wrong.", new Uri(lmStudio.Endpoint, path));
    }

    [Fact]
    public async Task Doctor_ProxyWithoutServer_SaysThatAProxyAnswers()
    {
        await using LoopbackServer proxy = await LoopbackServer.StartAsync(0, static (context, stop) => AnswerAsync(context, 502, "<html>Bad Gateway</html>", "text/html", stop), default);

        await AssertSetupAsync(
            "**A proxy returns status 502: it cannot reach LM Studio.** Start LM Studio's server, and check the address that the proxy forwards to.", proxy.Endpoint);
    }

    [Fact]
    public async Task Doctor_Redirect_NamesTheAddress()
    {
        await using LoopbackServer proxy = await LoopbackServer.StartAsync(
            0,
            static (context, stop) =>
            {
                context.Response.Headers.Location = "https://lmstudio.example/";
                return AnswerAsync(context, 308, "", "text/html", stop);
            },
            default);

        await AssertSetupAsync("**The server redirects to another address: https://lmstudio.example/.** Use it as the endpoint.", proxy.Endpoint);
    }

    [Fact]
    public async Task Doctor_OldServer_SaysToUpdate()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.LegacyServer = true);

        await AssertSetupAsync("**This LM Studio has no native REST API (/api/v1).** Update LM Studio to 0.4.0 or newer.", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_AnotherServer_SaysThatItIsNotLMStudio()
    {
        await using LoopbackServer other = await LoopbackServer.StartAsync(0, static (context, stop) => AnswerAsync(context, 404, "404 page not found", "text/plain", stop), default);

        await AssertSetupAsync(
            $"**The server at {other.Endpoint} is not LM Studio (status 404, text/plain).** Check the address and the port: LM Studio's is 1234, Ollama's is 11434.", other.Endpoint);
    }

    [Fact]
    public async Task Doctor_ModelThatDoesNotLoad_QuotesTheServer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.RefuseLoads = true);

        await AssertSetupAsync("**'google/gemma-3-1b' ", lmStudio.Endpoint, "--load");
    }

    [Fact]
    public async Task Doctor_ModelThatFails_QuotesTheServer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.Text("One"), EmulatorStep.Fail("internal_error", "Model crashed."));

        await AssertSetupAsync(
            "**'qwen/qwen3-8b' fails: Model crashed.** See LM Studio's server log, and try the model in LM Studio's own chat.", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_ServerHangs_SaysHowLongItWaited()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.Hang = true);

        await AssertSetupAsync("**No complete response to GET /lmstudio-greeting within 0.3 seconds.**", lmStudio.Endpoint, "--timeout", "0.3");
    }

    [Fact]
    public async Task Doctor_StreamEndsEarly_SaysThatSomethingCutsIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.EndAtEvent = "message.end");
        lmStudio.LoadModel("qwen/qwen3-8b");

        await AssertSetupAsync("**The stream ends before the response is complete.** A proxy cuts off streams: raise its timeouts and limits.", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_ConnectionBreaks_SaysSo()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.DisconnectAtEvent = "message.delta");
        lmStudio.LoadModel("qwen/qwen3-8b");

        await AssertSetupAsync("**The connection was closed while 'qwen/qwen3-8b' responded: ", lmStudio.Endpoint);
    }

    [Fact]
    public async Task Doctor_ProxyBuffersStreams_SaysHowToSwitchThatOff()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.TokensPerSecond = 40);
        lmStudio.LoadModel("qwen/qwen3-8b");
        using HttpClient http = new() { BaseAddress = lmStudio.Endpoint };
        await using LoopbackServer proxy = await LoopbackServer.StartAsync(0, (context, stop) => ForwardAsync(context, http, stop), default);

        DoctorRun run = await DoctorRun.RunAsync(proxy.Endpoint);

        Assert.Matches(@"^\*\*The whole stream arrived at once, after \d+\.\d seconds\.\*\* A proxy buffers it: turn off buffering", run.Setup);
    }

    private static async Task AssertSetupAsync(string expected, Uri endpoint, params string[] args)
    {
        DoctorRun run = await DoctorRun.RunAsync(endpoint, args);

        Assert.StartsWith(expected, run.Setup, StringComparison.Ordinal);
        Assert.Equal(expected == "Nothing is wrong." ? 0 : 1, run.ExitCode);
    }

    private static async Task AnswerAsync(HttpContext context, int status, string body, string contentType, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, cancellationToken);
    }

    /// <summary>Forwards a request, and the answer when it is complete.</summary>
    private static async Task ForwardAsync(HttpContext context, HttpClient http, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), context.Request.Path.ToString());
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync(cancellationToken);
        request.Content = body.Length > 0 ? new StringContent(body, null, "application/json") : null;
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        await AnswerAsync(
            context, (int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), response.Content.Headers.ContentType!.ToString(), cancellationToken);
    }
}
