using System.Diagnostics;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class ObservabilityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logging_AtTrace_SerializesWhatTheConnectorMakes(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello."));
        ListLoggerFactory loggers = new();
        using IChatClient client = new LmStudioChatClient(lmStudio.Endpoint, "openai/gpt-oss-20b").AsBuilder().UseLogging(loggers).Build();

        if (streaming)
        {
            await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        }
        else
        {
            await client.GetResponseAsync("Hi");
        }

        Assert.Contains(loggers.Messages, static message => message.Contains("Hello.", StringComparison.Ordinal));
        Assert.Contains(loggers.Messages, static message => message.Contains("lmstudio.endpoint", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenTelemetry_OfAChat_HasProviderModelAndConversation(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        string source = Guid.NewGuid().ToString();
        List<Activity> activities = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using IChatClient client = new LmStudioChatClient(lmStudio.Endpoint, "openai/gpt-oss-20b").AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        ChatResponse response = streaming
            ? await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync()
            : await client.GetResponseAsync("Hi");

        Activity activity = Assert.Single(activities);
        Assert.Equal("lmstudio", activity.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("openai/gpt-oss-20b", activity.GetTagItem("gen_ai.request.model"));
        Assert.Equal("127.0.0.1", activity.GetTagItem("server.address"));
        Assert.Equal(response.ResponseId, activity.GetTagItem("gen_ai.response.id"));
        Assert.NotNull(activity.GetTagItem("gen_ai.usage.output_tokens"));

        // The connector's own, on the middleware's span.
        Assert.Equal("/api/v1/chat", activity.GetTagItem("lmstudio.endpoint"));
        Assert.All(["lmstudio.tokens_per_second", "lmstudio.time_to_first_token", "lmstudio.model_load_time"], tag => Assert.IsType<double>(activity.GetTagItem(tag)));
        Assert.Equal(streaming, activity.GetTagItem("lmstudio.prompt_processing_time") is double);
    }
}
