using Microsoft.Extensions.Configuration;

IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);

IResourceBuilder<LmStudioResource> lmStudio = builder.AddLmStudio("lmstudio").WithModel("qwen/qwen3-8b");
if (builder.Configuration.GetValue<bool>("Emulator"))
{
    _ = lmStudio.RunAsEmulator();
}

builder.AddProject<Projects.WebChat>("webchat")
    .WithHttpEndpoint()
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(lmStudio)
    .WaitFor(lmStudio);

await builder.Build().RunAsync();
