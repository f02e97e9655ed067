using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The management of a server's models as functions that a model can call.</summary>
/// <remarks>
/// <para>
/// The tools are <c>list_models</c>, <c>get_model</c>, <c>load_model</c>, <c>unload_model</c>, <c>unload_other_model</c>, <c>download_model</c> and
/// <c>get_download_status</c>. Each returns a small JSON object as text. What goes wrong is an <c>error</c> in it that says what to do, not an exception.
/// </para>
/// <para>
/// By default <c>unload_model</c> unloads only what <c>load_model</c> of the same tools has loaded, and a person has to approve <c>unload_other_model</c> and
/// <c>download_model</c>: they are <see cref="ApprovalRequiredAIFunction"/>s, about which a function-invoking chat client asks. Give the tools to any chat
/// client in <see cref="ChatOptions.Tools"/>, or make kernel functions of them with Semantic Kernel's <c>AsKernelFunction</c>.
/// </para>
/// </remarks>
public static class LmStudioModelTools
{
    /// <summary>Makes the tools.</summary>
    /// <param name="client">Sends the requests. It must outlive the tools.</param>
    /// <param name="options">What a model may do. <see langword="null"/> takes the defaults.</param>
    /// <returns>The tools, which can be used concurrently. Use one set for one agent: it remembers what it has loaded.</returns>
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
