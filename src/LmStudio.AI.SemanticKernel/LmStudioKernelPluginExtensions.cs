using LmStudio.AI;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Adds the management of LM Studio's models to the plugins of a kernel.</summary>
public static class LmStudioKernelPluginExtensions
{
    /// <summary>The name of the plugin where none is given.</summary>
    private const string DefaultName = "lmstudio";

    /// <summary>Adds the functions of <see cref="LmStudioModelsPlugin"/> that are allowed.</summary>
    /// <param name="plugins">The plugins.</param>
    /// <param name="client">Sends the requests. It must outlive the plugin.</param>
    /// <param name="options">
    /// What a model may do. <see langword="null"/> takes the defaults: looking, loading, and unloading what it has loaded. Functions that need approval are left out,
    /// because Semantic Kernel asks nobody; set <see cref="LmStudioModelToolPermission.Allowed"/> to have them.
    /// </param>
    /// <param name="pluginName">The name of the plugin, with which the names of the functions begin.</param>
    /// <returns>The plugin.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plugins"/>, <paramref name="client"/> or <paramref name="pluginName"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is a plugin of this name already, or it cannot be a name.</exception>
    public static KernelPlugin AddLmStudioModels(
        this ICollection<KernelPlugin> plugins, LmStudioClient client, LmStudioModelToolOptions? options = null, string pluginName = DefaultName)
    {
        _ = Throw.IfNull(plugins);
        ModelsKernelPlugin plugin = new(Throw.IfNull(pluginName), new LmStudioModelsPlugin(client, options));
        plugins.Add(plugin);
        return plugin;
    }

    /// <summary>Adds the functions of <see cref="LmStudioModelsPlugin"/> that are allowed to a kernel that is being built.</summary>
    /// <param name="plugins">The builder's plugins.</param>
    /// <param name="client">Sends the requests. <see langword="null"/> takes the <see cref="LmStudioClient"/> of the services, which must be registered then.</param>
    /// <param name="options">
    /// What a model may do. <see langword="null"/> takes the defaults: looking, loading, and unloading what it has loaded. Functions that need approval are left out,
    /// because Semantic Kernel asks nobody; set <see cref="LmStudioModelToolPermission.Allowed"/> to have them.
    /// </param>
    /// <param name="pluginName">The name of the plugin, with which the names of the functions begin.</param>
    /// <returns>The same plugins.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plugins"/> or <paramref name="pluginName"/> is <see langword="null"/>.</exception>
    public static IKernelBuilderPlugins AddLmStudioModels(
        this IKernelBuilderPlugins plugins, LmStudioClient? client = null, LmStudioModelToolOptions? options = null, string pluginName = DefaultName)
    {
        _ = Throw.IfNull(pluginName);
        _ = Throw.IfNull(plugins).Services.AddSingleton<KernelPlugin>(
            services => new ModelsKernelPlugin(pluginName, new LmStudioModelsPlugin(client ?? services.GetRequiredService<LmStudioClient>(), options)));
        return plugins;
    }
}
