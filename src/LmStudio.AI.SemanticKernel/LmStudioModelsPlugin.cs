using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>A plugin with kernel functions that let a model manage the server's models.</summary>
/// <remarks>
/// <para>
/// The functions are those of <see cref="LmStudioModelTools"/>. Semantic Kernel does not ask for approval, so functions that require it are rejected
/// unless the options allow them. By default, these are downloading, and unloading instances that others loaded.
/// </para>
/// <para>
/// Use one plugin per agent, as it tracks the instances that it loaded. <c>kernel.Plugins.AddLmStudioModels(client)</c> adds the allowed functions;
/// <c>kernel.Plugins.AddFromObject(plugin)</c> adds all functions, and those that are not allowed return an error.
/// </para>
/// </remarks>
public sealed class LmStudioModelsPlugin
{
    private readonly Dictionary<string, AIFunction> _functions;

    /// <summary>Initializes a new instance of the <see cref="LmStudioModelsPlugin"/> class.</summary>
    /// <param name="client">The client that sends the requests. It must outlive the plugin.</param>
    /// <param name="options">The permissions of the model, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public LmStudioModelsPlugin(LmStudioClient client, LmStudioModelToolOptions? options = null) =>
        _functions = LmStudioModelTools.Create(client, WithoutApproval(options ?? new LmStudioModelToolOptions())).ToDictionary(static function => function.Name);

    /// <summary>Gets the allowed functions.</summary>
    internal IReadOnlyCollection<AIFunction> Functions => _functions.Values;

    /// <summary>Lists the downloaded models with their loaded instances.</summary>
    /// <param name="search">A text that the key or name of a model must contain, or <see langword="null"/> for all models.</param>
    /// <param name="loadedOnly">Whether to list only models that are loaded.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("list_models")]
    [Description("Lists the AI models that are downloaded to the LM Studio server, with the instances of them that are loaded into memory.")]
    [return: Description("The models, with the exact keys and instance ids for the other functions.")]
    public Task<string> ListModelsAsync(
        [Description("Only models whose key or name contains this text.")] string? search = null,
        [Description("true: only models that are loaded into memory.")] bool loadedOnly = false,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("list_models", new() { ["search"] = search, ["loaded_only"] = loadedOnly }, cancellationToken);

    /// <summary>Shows the details of a downloaded model.</summary>
    /// <param name="model">The model's key, or the id of an instance.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("get_model")]
    [Description("Shows the details of one downloaded model: size, quantization, longest context, abilities, and its loaded instances.")]
    public Task<string> GetModelAsync(
        [Description("The exact model key or instance id from list_models.")] string model,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("get_model", new() { ["model"] = model }, cancellationToken);

    /// <summary>Loads a model unless it is already loaded.</summary>
    /// <param name="model">The model's key.</param>
    /// <param name="contextLength">The required context length, in tokens, or <see langword="null"/> for the server's default.</param>
    /// <param name="cancellationToken">A token that cancels the wait. A load that has started continues.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("load_model")]
    [Description("Makes sure that a downloaded model is loaded into memory, and returns the instance to use. Loading takes seconds to minutes and much memory.")]
    public Task<string> LoadModelAsync(
        [Description("The exact model key from list_models.")] string model,
        [Description("The required context length, in tokens. Omit it for the server's default.")] int? contextLength = null,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("load_model", new() { ["model"] = model, ["context_length"] = contextLength }, cancellationToken);

    /// <summary>Unloads an instance that this plugin loaded.</summary>
    /// <param name="instance">The id of the instance.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("unload_model")]
    [Description("Unloads an instance that you loaded with load_model, to free its memory. It does not delete the model.")]
    public Task<string> UnloadModelAsync(
        [Description("The exact instance id, from load_model or list_models.")] string instance,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("unload_model", new() { ["instance"] = instance }, cancellationToken);

    /// <summary>Unloads an instance that a person or another program loaded, if <see cref="LmStudioModelToolOptions.UnloadOthers"/> allows it.</summary>
    /// <param name="instance">The id of the instance.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("unload_other_model")]
    [Description("Unloads an instance that a person or another program loaded and may be using right now. Do this only if you are asked to.")]
    public Task<string> UnloadOtherModelAsync(
        [Description("The exact instance id from list_models.")] string instance,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("unload_other_model", new() { ["instance"] = instance }, cancellationToken);

    /// <summary>Starts the download of a model, if <see cref="LmStudioModelToolOptions.Download"/> allows it.</summary>
    /// <param name="model">The id of a model in LM Studio's catalog, or the full address of a model on huggingface.co.</param>
    /// <param name="quantization">The quantization, for example <c>Q4_K_M</c>. Only valid for addresses on huggingface.co.</param>
    /// <param name="cancellationToken">A token that cancels the request, but not a download that has started.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("download_model")]
    [Description("Starts the download of a model to the LM Studio server and returns immediately. Downloads are many gigabytes.")]
    public Task<string> DownloadModelAsync(
        [Description("The id of a model in LM Studio's catalog, for example qwen/qwen3-8b, or the full https://huggingface.co/... address of a model.")] string model,
        [Description("The quantization, for example Q4_K_M. Only for huggingface.co addresses.")] string? quantization = null,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("download_model", new() { ["model"] = model, ["quantization"] = quantization }, cancellationToken);

    /// <summary>Gets the state of a download, if <see cref="LmStudioModelToolOptions.Download"/> allows downloads.</summary>
    /// <param name="jobId">The id of the download.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>A JSON object.</returns>
    [KernelFunction("get_download_status")]
    [Description("Returns the progress of a download. Do not call this repeatedly in a row; report the progress to the user instead.")]
    public Task<string> GetDownloadStatusAsync(
        [Description("The job_id that download_model returned.")] string jobId,
        CancellationToken cancellationToken = default) =>
        InvokeAsync("get_download_status", new() { ["job_id"] = jobId }, cancellationToken);

    private static LmStudioModelToolOptions WithoutApproval(LmStudioModelToolOptions options)
    {
        return new()
        {
            Models = options.Models,
            Load = OmitUnlessAllowed(options.Load),
            Unload = OmitUnlessAllowed(options.Unload),
            UnloadOthers = OmitUnlessAllowed(options.UnloadOthers),
            Download = OmitUnlessAllowed(options.Download),
            TimeProvider = options.TimeProvider,
        };

        static LmStudioModelToolPermission OmitUnlessAllowed(LmStudioModelToolPermission permission) =>
            permission == LmStudioModelToolPermission.Allowed ? LmStudioModelToolPermission.Allowed : LmStudioModelToolPermission.Omitted;
    }

    private async Task<string> InvokeAsync(string name, AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        _functions.TryGetValue(name, out AIFunction? function)
            ? (await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false))?.ToString() ?? ""
            : $$"""{"error":"{{name}} may not be used here."}""";
}
