using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Tests;

/// <summary>Takes registered clients through every way to fail, and searches all that the host logs for the token.</summary>
public class HostSecretSweepTests
{
    private const string Token = "a+\"toktoktoktailone<&";

    [Fact]
    public async Task Host_EverythingFailsAndEchoesTheToken_ItDoesNotComeOut()
    {
        foreach (Answer answer in SecretEchoes.Answers($"You sent 'Authorization: Bearer {Token}'"))
        {
            using EchoHandler handler = new(answer);
            HostApplicationBuilder builder = Hosts.Create(("LmStudio:Endpoint", "http://lm.test:1234"), ("LmStudio:ApiToken", Token));
            HostLog log = builder.AddLog();
            LmStudioClientBuilder client = builder.AddLmStudioClient("lm").AddModelWarmup("m").AddHealthCheck();
            _ = client.AddChatClient("m");
            _ = client.HttpClient.ConfigurePrimaryHttpMessageHandler(() => handler);
            using IHost host = builder.Build();

            await host.StartAsync();
            HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Exception? exception = await Record.ExceptionAsync(() => host.Services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("Hi").ToChatResponseAsync());
            _ = await log.WaitForAsync("could not be loaded at startup");
            await host.StopAsync();

            string everything = $"{log.GetText()} {exception} {report.Entries["lmstudio"].Description} {report.Entries["lmstudio"].Exception}";
            Assert.DoesNotContain("toktoktok", everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("tailone", everything, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("toktoktoktailone", handler.Received);
        }
    }
}
