using System.Diagnostics;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class TelemetryConformanceTests
{
    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task OpenTelemetry_OfAChat_TracesAndMeasuresIt(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("The blue whale.")) { Stats = new() { InputTokens = 12, TotalOutputTokens = 5 } });
        using Telemetry telemetry = new();
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseOpenTelemetry(sourceName: telemetry.Source).Build();

        ChatResponse response = await client.AskAsync(streaming, "What is the largest animal?");

        Activity activity = Assert.Single(telemetry.Activities);
        Assert.Equal("chat openai/gpt-oss-20b", activity.DisplayName);
        Assert.NotEmpty(activity.Id!);
        Assert.True(activity.Duration > TimeSpan.Zero);
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal("lmstudio", activity.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(lmStudio.Endpoint.Host, activity.GetTagItem("server.address"));
        Assert.Equal(lmStudio.Endpoint.Port, activity.GetTagItem("server.port"));
        Assert.Equal(Conformance.Model, activity.GetTagItem("gen_ai.response.model"));
        Assert.Equal("""["stop"]""", activity.GetTagItem("gen_ai.response.finish_reasons"));
        Assert.Equal(response.ResponseId, activity.GetTagItem("gen_ai.response.id"));
        Assert.Equal(12, activity.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(5, activity.GetTagItem("gen_ai.usage.output_tokens"));

        Assert.Equal(
            [("input", 12), ("output", 5)],
            telemetry.GetMeasurements("gen_ai.client.token.usage").Select(static measurement => ((string?)measurement.Tags["gen_ai.token.type"], measurement.Value)));
        Telemetry.Measurement duration = Assert.Single(telemetry.GetMeasurements("gen_ai.client.operation.duration"));
        Assert.True(duration.Value > 0);
        Assert.Equal("lmstudio", duration.Tags["gen_ai.provider.name"]);
        Assert.Equal(streaming ? 1 : 0, telemetry.GetMeasurements("gen_ai.client.operation.time_to_first_chunk").Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenTelemetry_OfAFailure_TracesItsType(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Fail("internal_error", "Model crashed."));
        using Telemetry telemetry = new();
        using IChatClient client = lmStudio.CreateBuilder().UseOpenTelemetry(sourceName: telemetry.Source).Build();

        _ = await Assert.ThrowsAsync<LmStudioException>(() => client.AskAsync(streaming, "Hi"));

        Activity activity = Assert.Single(telemetry.Activities);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal(typeof(LmStudioException).FullName, activity.GetTagItem("error.type"));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task OpenTelemetry_OfFunctionInvocation_SumsTheUsageOfAllTurns(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.CallFunction("get_number")) { Stats = new() { InputTokens = 10, TotalOutputTokens = 3 } });
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("It is 42.")) { Stats = new() { InputTokens = 20, TotalOutputTokens = 4 } });
        using Telemetry telemetry = new();
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().UseOpenTelemetry(sourceName: telemetry.Source).Build();
        AIFunction function = AIFunctionFactory.Create(static () => 42, "get_number");

        ChatResponse response = await client.AskAsync(streaming, "Which number?", new() { Tools = [function] });

        Assert.Equal((30, 7, 37), (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, response.Usage?.TotalTokenCount));
        Assert.Equal([10, 20], GetTags(telemetry, "chat", "gen_ai.usage.input_tokens"));
        Assert.Equal([3, 4], GetTags(telemetry, "chat", "gen_ai.usage.output_tokens"));
        Assert.Equal(["""["tool_calls"]""", """["stop"]"""], GetTags(telemetry, "chat", "gen_ai.response.finish_reasons"));
        Assert.Equal(["get_number"], GetTags(telemetry, "execute_tool", "gen_ai.tool.name"));

        // The span around them all has the sums.
        Assert.Equal([30], GetTags(telemetry, "orchestrate_tools", "gen_ai.usage.input_tokens"));
        Assert.Equal([7], GetTags(telemetry, "orchestrate_tools", "gen_ai.usage.output_tokens"));
    }

    private static IEnumerable<object?> GetTags(Telemetry telemetry, string operation, string tag) =>
        telemetry.Activities.Where(activity => activity.OperationName.Split(' ')[0] == operation).Select(activity => activity.GetTagItem(tag));
}
