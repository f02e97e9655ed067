using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Tests;

/// <summary>Starts samples/Aspire on the emulator, with the web chat as a process of its own.</summary>
public class SampleAppHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task WebChat_ReferringToTheResource_StartsAfterTheModelAndChats()
    {
        using CancellationTokenSource timer = new(Patience);
        IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Emulator=true"], timer.Token);
        await using DistributedApplication app = await builder.BuildAsync(timer.Token);
        await app.StartAsync(timer.Token);

        _ = await app.ResourceNotifications.WaitForResourceHealthyAsync("webchat", timer.Token);

        using HttpClient page = app.CreateHttpClient("webchat");
        Assert.Contains("<html", await page.GetStringAsync("/", timer.Token));
        Assert.Contains("qwen/qwen3-8b", await page.GetStringAsync("/api/models", timer.Token));

        using HttpResponseMessage answer = await page.PostAsJsonAsync("/api/chat", new { message = "Hello!" }, timer.Token);
        string events = await answer.Content.ReadAsStringAsync(timer.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"text\"", events);
        Assert.DoesNotContain("\"error\"", events);
    }

    [Fact]
    public async Task ConnectionString_OfTheResource_IsReadByAHost()
    {
        using CancellationTokenSource timer = new(Patience);
        IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Emulator=true"], timer.Token);
        await using DistributedApplication app = await builder.BuildAsync(timer.Token);
        await app.StartAsync(timer.Token);
        _ = await app.ResourceNotifications.WaitForResourceHealthyAsync("lmstudio", timer.Token);

        HostApplicationBuilder client = Host.CreateApplicationBuilder();
        client.Configuration["ConnectionStrings:lmstudio"] = await app.GetConnectionStringAsync("lmstudio", timer.Token);
        _ = client.AddLmStudioClient("lmstudio").AddChatClient();
        using IHost host = client.Build();
        ChatResponse response = await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello!", cancellationToken: timer.Token);

        Assert.NotEmpty(response.Text);
        Assert.Equal("qwen/qwen3-8b", response.ModelId);
    }
}
