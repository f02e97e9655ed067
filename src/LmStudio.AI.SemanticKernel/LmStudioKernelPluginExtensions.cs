using LmStudio.AI;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Provides extension methods for adding a plugin with which a model can manage the server's models.</summary>
public static class LmStudioKernelPluginExtensions
{
    /// <summary>The default name of the plugin.</summary>
    private const string DefaultName = "lmstudio";

    /// <summary>Adds a plugin with the functions of <see cref="LmStudioModelTools"/> that the model may call.</summary>
    /// <param name="plugins">The plugins.</param>
    /// <param name="client">The client that sends the requests. It must outlive the plugin.</param>
    /// <param name="options">
    /// The permissions of the model, or <see langword="null"/> for the defaults. Functions that require approval are not added, because Semantic Kernel does not ask for
    /// approval. Use <see cref="LmStudioModelToolPermission.Allowed"/> to add them.
    /// </param>
    /// <param name="pluginName">The name of the plugin, which prefixes the names of the functions.</param>
    /// <returns>The plugin.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plugins"/>, <paramref name="client"/> or <paramref name="pluginName"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The name is invalid, or there is already a plugin with this name.</exception>
    public static KernelPlugin AddLmStudioModels(
        this ICollection<KernelPlugin> plugins, LmStudioClient client, LmStudioModelToolOptions? options = null, string pluginName = DefaultName)
    {
        _ = Throw.IfNull(plugins);
        ModelsPlugin plugin = new(Throw.IfNull(pluginName), Throw.IfNull(client), options);
        plugins.Add(plugin);
        return plugin;
    }

    /// <summary>Adds a plugin with the functions of <see cref="LmStudioModelTools"/> that the model may call to a kernel builder.</summary>
    /// <param name="plugins">The builder's plugins.</param>
    /// <param name="client">The client that sends the requests. If <see langword="null"/>, the registered <see cref="LmStudioClient"/> is used.</param>
    /// <param name="options">
    /// The permissions of the model, or <see langword="null"/> for the defaults. Functions that require approval are not added, because Semantic Kernel does not ask for
    /// approval. Use <see cref="LmStudioModelToolPermission.Allowed"/> to add them.
    /// </param>
    /// <param name="pluginName">The name of the plugin, which prefixes the names of the functions.</param>
    /// <returns>The same plugins.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plugins"/> or <paramref name="pluginName"/> is <see langword="null"/>.</exception>
    public static IKernelBuilderPlugins AddLmStudioModels(
        this IKernelBuilderPlugins plugins, LmStudioClient? client = null, LmStudioModelToolOptions? options = null, string pluginName = DefaultName)
    {
        _ = Throw.IfNull(pluginName);
        _ = Throw.IfNull(plugins).Services.AddSingleton<KernelPlugin>(
            services => new ModelsPlugin(pluginName, client ?? services.GetRequiredService<LmStudioClient>(), options));
        return plugins;
    }
}
