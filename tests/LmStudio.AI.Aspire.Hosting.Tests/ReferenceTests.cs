using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace LmStudio.AI.Tests;

/// <summary>What other resources get from the resource, when the app host runs and when it publishes.</summary>
public class ReferenceTests
{
    [Fact]
    public async Task WithReference_Executable_GetsConnectionStringAndItsParts()
    {
        IDistributedApplicationBuilder builder = ResourceHost.CreateBuilder();
        IResourceBuilder<LmStudioResource> lmStudio = builder.AddLmStudio("lmstudio", new Uri("http://gpu-box:1234")).WithModel("qwen/qwen3-8b");
        lmStudio.Resource.Address.Set(lmStudio.Resource.Endpoint);
        IResourceBuilder<ExecutableResource> script = builder.AddExecutable("script", "python", ".").WithReference(lmStudio);

        EnvironmentCallbackContext environment = new(builder.ExecutionContext, script.Resource);
        foreach (EnvironmentCallbackAnnotation annotation in script.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(environment);
        }

        Assert.Equal("Endpoint=http://gpu-box:1234;Model=qwen/qwen3-8b", await GetAsync("ConnectionStrings__lmstudio"));
        Assert.Equal("http://gpu-box:1234", await GetAsync("LMSTUDIO_URI"));
        Assert.Equal("qwen/qwen3-8b", await GetAsync("LMSTUDIO_MODEL"));

        async Task<string?> GetAsync(string name) => await ((IValueProvider)environment.EnvironmentVariables[name]).GetValueAsync();
    }

    [Fact]
    public void RunAsEmulator_WhilePublishing_KeepsTheAddress()
    {
        IDistributedApplicationBuilder builder = ResourceHost.CreateBuilder("--operation", "publish", "--publisher", "manifest", "--output-path", "manifest.json");
        LmStudioResource resource = builder.AddLmStudio("lmstudio", new Uri("http://gpu-box:1234")).WithModel("qwen/qwen3-8b").RunAsEmulator().Resource;

        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.Equal("Endpoint=http://gpu-box:1234;Model=qwen/qwen3-8b", resource.ConnectionStringExpression.ValueExpression);
        Assert.Empty(resource.Annotations.OfType<EmulatorResourceAnnotation>());
    }

    [Fact]
    public async Task AddLmStudio_TwoServers_KeepApart()
    {
        IDistributedApplicationBuilder builder = ResourceHost.CreateBuilder();
        LmStudioResource desk = builder.AddLmStudio("desk").WithModel("google/gemma-3-1b").RunAsEmulator().Resource;
        LmStudioResource rack = builder.AddLmStudio("rack", new Uri("http://rack:1234")).Resource;
        await using DistributedApplication app = builder.Build();

        Assert.NotSame(app.Services.GetRequiredKeyedService<LmStudioServer>("desk"), app.Services.GetRequiredKeyedService<LmStudioServer>("rack"));
        Assert.Empty(rack.Models);
        Assert.NotNull(desk.ConfigureEmulator);
        Assert.Null(rack.ConfigureEmulator);
    }

    [Fact]
    public void AddLmStudio_AddressThatIsNone_Throws()
    {
        IDistributedApplicationBuilder builder = ResourceHost.CreateBuilder();

        _ = Assert.Throws<ArgumentException>(() => builder.AddLmStudio("lmstudio", new Uri("ftp://gpu-box")));
        _ = Assert.Throws<ArgumentException>(() => builder.AddLmStudio("lmstudio").WithModel(" "));
        _ = Assert.Throws<ArgumentNullException>(() => builder.AddLmStudio("other").WithModel(new LmStudioLoadRequest()));
    }
}
