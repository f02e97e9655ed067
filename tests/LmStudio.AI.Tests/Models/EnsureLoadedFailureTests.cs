using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

/// <summary>Models that cannot be had.</summary>
public class EnsureLoadedFailureTests
{
    private const string Model = "qwen/qwen3-8b";

    [Fact]
    public async Task EnsureModelLoaded_Refused_ThrowsAndTriesAgainNextTime()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(static options => options.Faults.RefuseLoads = true);
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelLoadedAsync(Model));
        server.Faults.RefuseLoads = false;
        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(Model);

        Assert.Equal(LmStudioErrorKind.ModelLoadFailed, exception.Kind);
        Assert.EndsWith("Unload other models, use a smaller context length or quantization, or change the loading guardrails in LM Studio's settings.", exception.Message);
        Assert.True(loaded.IsNewlyLoaded);
    }

    [Fact]
    public async Task EnsureModelLoaded_ModelVanishesBetweenListAndLoad_IsNotFound()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        InterceptingHandler handler = new() { After = _ => server.DeleteModel(Model) };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelLoadedAsync(Model));

        Assert.Equal(LmStudioErrorKind.ModelNotFound, exception.Kind);
        Assert.Contains("Model qwen/qwen3-8b not found in downloaded models", exception.Message);
    }

    [Fact]
    public async Task EnsureModelLoaded_UnknownModel_ListsWhatThereIs()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.EnsureModelLoadedAsync("acme/gpt-oss-20b"));

        Assert.Equal(LmStudioErrorKind.ModelNotFound, exception.Kind);
        Assert.Equal(
            $"No model 'acme/gpt-oss-20b' is downloaded to LM Studio at {server.Endpoint.AbsoluteUri.TrimEnd('/')}. Downloaded are: openai/gpt-oss-20b, qwen/qwen3-8b, qwen/qwen3-vl-4b, mistralai/ministral-3-3b, "
            + "google/gemma-3-1b, text-embedding-nomic-embed-text-v1.5. Use one of them, or download the model with EnsureModelDownloadedAsync or `lms get`.",
            exception.Message);
        Assert.DoesNotContain(server.Requests, static request => request.Path == "/api/v1/models/load");
    }

    [Fact]
    public async Task EnsureModelLoaded_KeyInOtherLetterCase_LoadsTheModel()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"llm","key":"google/gemma-3-1b","loaded_instances":[{"id":"google/gemma-3-1b","config":{"context_length":4096}}]}]}""");

        LmStudioLoadedModel model = await Clients.Create(handler).EnsureModelLoadedAsync("Google/Gemma-3-1B");

        Assert.Equal("google/gemma-3-1b", model.InstanceId);
    }

    [Fact]
    public async Task EnsureModelLoaded_OtherVariant_IsRefused()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(
            """{"models":[{"type":"llm","key":"m","loaded_instances":[],"variants":["m@q4_k_m","m@q8_0"],"selected_variant":"m@q4_k_m"}]}""");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).EnsureModelLoadedAsync("m@q8_0"));

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.EndsWith("it loads a model by its key, which refers to 'm@q4_k_m'. Ask for 'm', or select the variant in LM Studio first.", exception.Message);
    }

    [Fact]
    public async Task EnsureModelLoaded_WrongArgument_Throws()
    {
        using VerbatimHttpHandler handler = new();
        LmStudioClient client = Clients.Create(handler);

        _ = await Assert.ThrowsAsync<ArgumentNullException>("client", () => ((LmStudioClient)null!).EnsureModelLoadedAsync("m"));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("model", () => client.EnsureModelLoadedAsync((string)null!));
        _ = await Assert.ThrowsAsync<ArgumentException>("model", () => client.EnsureModelLoadedAsync(""));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.EnsureModelLoadedAsync((LmStudioLoadRequest)null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("request.Model", () => client.EnsureModelLoadedAsync(new LmStudioLoadRequest()));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("model", () => client.LeaseModelAsync((string)null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("instanceId", () => client.EnsureInstanceUnloadedAsync(null!));
    }
}
