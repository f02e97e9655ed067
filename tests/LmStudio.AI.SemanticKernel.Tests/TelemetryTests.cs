using System.Diagnostics;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task OpenTelemetry_FunctionLoop_HasASpanForEachRequest()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        string source = Guid.NewGuid().ToString();
        List<Activity> activities = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        bool isConfigured = false;
        Kernel kernel = Kernels.Create(lmStudio, options =>
        {
            options.OpenTelemetrySourceName = source;
            options.ConfigureOpenTelemetry = _ => isConfigured = true;
        });
        kernel.Plugins.Add(Kernels.CreateTimePlugin());
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("clock_get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));

        await kernel.InvokePromptAsync("What time is it?", new KernelArguments(new LmStudioPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }));

        Assert.True(isConfigured);
        List<Activity> chats = [.. activities.Where(static activity => activity.OperationName.StartsWith("chat", StringComparison.Ordinal))];
        Assert.Equal(2, chats.Count);
        Assert.All(chats, static chat => Assert.Equal(("lmstudio", "127.0.0.1"), (chat.GetTagItem("gen_ai.provider.name"), chat.GetTagItem("server.address"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logging_AtTrace_CopesWithAllThatIsInAnswersAndKeepsSecrets(bool stream)
    {
        AIFunction weather = AIFunctionFactory.Create(static (string city) => $"Sunny in {city}", "get_weather");
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([weather]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.AllowPrivateMcpAddresses = true);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.CallTool("weather", "get_weather", new { city = "Bern" }), EmulatorStep.Text("Sunny."));
        LmStudioIntegration integration = LmStudioIntegration.EphemeralMcp("weather", mcp.Endpoint);
        integration.Headers = new Dictionary<string, string> { ["X-Key"] = "s3cret" };
        ListLogger logger = new();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logger));
        builder.AddLmStudioChatClient(Kernels.Model, lmStudio.Endpoint, apiToken: "");
        KernelArguments arguments = new(new LmStudioPromptExecutionSettings { Integrations = [integration] });

        if (stream)
        {
            await foreach (string _ in builder.Build().InvokePromptStreamingAsync<string>("How is the weather?", arguments))
            {
            }
        }
        else
        {
            await builder.Build().InvokePromptAsync("How is the weather?", arguments);
        }

        Assert.Contains(logger.Lines, static line => line.Contains("get_weather", StringComparison.Ordinal));
        Assert.DoesNotContain(logger.Lines, static line => line.Contains("s3cret", StringComparison.Ordinal));
        Assert.Contains("s3cret", mcp.Requests[0].Headers["X-Key"].ToString());
    }

    private sealed class ListLogger : ILogger, ILoggerProvider
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
