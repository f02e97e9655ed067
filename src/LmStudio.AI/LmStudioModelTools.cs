using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Creates functions that let a model manage the server's models.</summary>
/// <remarks>
/// <para>
/// The tools are <c>list_models</c>, <c>get_model</c>, <c>load_model</c>, <c>unload_model</c>, <c>unload_other_model</c>, <c>download_model</c> and
/// <c>get_download_status</c>. Each returns a JSON object as text. Failures are returned as its <c>error</c> property, not thrown.
/// </para>
/// <para>
/// By default, <c>unload_model</c> unloads only instances that <c>load_model</c> of the same set loaded, and <c>unload_other_model</c> and <c>download_model</c>
/// require approval as <see cref="ApprovalRequiredAIFunction"/>. Pass the tools to any chat client in <see cref="ChatOptions.Tools"/>, or convert them with
/// Semantic Kernel's <c>AsKernelFunction</c>.
/// </para>
/// </remarks>
public static class LmStudioModelTools
{
    /// <summary>Creates the tools.</summary>
    /// <param name="client">The client that sends the requests. It must outlive the tools.</param>
    /// <param name="options">The permissions of the model, or <see langword="null"/> for the defaults.</param>
    /// <returns>The tools. They are thread-safe. Use one set per agent, as it tracks the instances that it loaded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIFunction> Create(LmStudioClient client, LmStudioModelToolOptions? options = null)
    {
        options ??= new LmStudioModelToolOptions();
        ModelToolScope scope = new(Throw.IfNull(client), options);
        ModelListTools lists = new(scope);
        LoadTools loads = new(scope);
        DownloadTools downloads = new(scope);

        List<AIFunction> tools = [lists.List, lists.Get];
        Add(loads.Load, options.Load);
        if (options.Unload == options.UnloadOthers)
        {
            Add(loads.UnloadAny, options.Unload);
        }
        else
        {
            Add(loads.UnloadOwn, options.Unload);
            Add(loads.UnloadOther, options.UnloadOthers);
        }

        Add(downloads.Download, options.Download);
        if (options.Download != LmStudioModelToolPermission.Omitted)
        {
            tools.Add(downloads.GetStatus);
        }

        return tools;

        void Add(AIFunction tool, LmStudioModelToolPermission permission)
        {
            if (permission != LmStudioModelToolPermission.Omitted)
            {
                tools.Add(permission == LmStudioModelToolPermission.ApprovalRequired ? new ApprovalRequiredAIFunction(tool) : tool);
            }
        }
    }
}
