using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which reasoning is asked for (docs/protocol.md, "Reasoning").</summary>
public class ReasoningEffortTests
{
    [Theory]
    [InlineData(ReasoningEffort.None, "off,on", "off")]
    [InlineData(ReasoningEffort.Low, "off,on", "on")]
    [InlineData(ReasoningEffort.Medium, "off,on", "on")]
    [InlineData(ReasoningEffort.High, "off,on", "on")]
    [InlineData(ReasoningEffort.ExtraHigh, "off,on", "on")]
    [InlineData(ReasoningEffort.None, "on", "on")]
    [InlineData(ReasoningEffort.High, "on", "on")]
    [InlineData(ReasoningEffort.None, "off", "off")]
    [InlineData(ReasoningEffort.Low, "off", null)]
    [InlineData(ReasoningEffort.None, "low,medium,high", "low")]
    [InlineData(ReasoningEffort.Low, "low,medium,high", "low")]
    [InlineData(ReasoningEffort.Medium, "low,medium,high", "medium")]
    [InlineData(ReasoningEffort.High, "low,medium,high", "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "low,medium,high", "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "low,medium,high,xhigh", "xhigh")]
    [InlineData(ReasoningEffort.High, "low,xhigh", "xhigh")]
    [InlineData(ReasoningEffort.Medium, "low,high", "low")]
    [InlineData(ReasoningEffort.Medium, "off,high", "high")]
    [InlineData(ReasoningEffort.Low, "off,on,high", "high")]
    [InlineData(ReasoningEffort.Medium, "tiny,huge", null)]
    [InlineData(ReasoningEffort.Medium, "", null)]
    public void Clamp_AllowedOptions_GivesNearest(ReasoningEffort effort, string allowed, string? expected) =>
        Assert.Equal(expected, ReasoningEffortMapper.Clamp(effort, new LmStudioReasoningCapability { AllowedOptions = allowed.Split(',') }));

    [Theory]
    [InlineData(ReasoningEffort.None)]
    [InlineData(ReasoningEffort.High)]
    public void Clamp_ModelExposesNone_SendsNone(ReasoningEffort effort) => Assert.Null(ReasoningEffortMapper.Clamp(effort, capability: null));

    [Theory]
    [InlineData(ReasoningEffort.None, "off")]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.Medium, "medium")]
    [InlineData(ReasoningEffort.High, "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "high")]
    public void Map_UnknownModel_GivesCommonValue(ReasoningEffort effort, string expected) => Assert.Equal(expected, ReasoningEffortMapper.Map(effort));

    [Theory]
    [InlineData("google/gemma-4-e4b", """{"model":"google/gemma-4-e4b","input":"Hi","reasoning":"on"}""")]
    [InlineData("google/gemma-4-e4b@4bit", """{"model":"google/gemma-4-e4b@4bit","input":"Hi","reasoning":"on"}""")]
    [InlineData("openai/gpt-oss-20b", """{"model":"openai/gpt-oss-20b","input":"Hi","reasoning":"medium"}""")]
    [InlineData("bob", """{"model":"bob","input":"Hi"}""")]
    [InlineData("someone/else", """{"model":"someone/else","input":"Hi","reasoning":"medium"}""")]
    public async Task GetResponse_Effort_IsClampedToModel(string model, string expected)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(Payload.Read("models.json")).Expect("POST /api/v1/chat", expected, Answer.Json(Clients.AnyAnswer));

        _ = await Clients.CreateChat(handler, model).GetResponseAsync("Hi", new() { Reasoning = new() { Effort = ReasoningEffort.Medium } });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_SecondTurn_DoesNotListModelsAgain()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels(Payload.Read("models.json"))
            .Expect("POST /api/v1/chat", "*", Answer.Json(Clients.AnyAnswer))
            .Expect("POST /api/v1/chat", "*", Answer.Json(Clients.AnyAnswer));
        IChatClient client = Clients.CreateChat(handler, "openai/gpt-oss-20b");

        _ = await client.GetResponseAsync("Hi", new() { Reasoning = new() { Effort = ReasoningEffort.Low } });
        _ = await client.GetResponseAsync("Hi", new() { Reasoning = new() { Effort = ReasoningEffort.High } });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_ModelsCannotBeListed_SendsCommonValue()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("GET /api/v1/models", null, Answer.Json("""{"error":{"message":"It failed","type":"internal_error"}}""", 500))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Hi","reasoning":"low"}""", Answer.Json(Clients.AnyAnswer));

        _ = await Clients.CreateChat(handler).GetResponseAsync("Hi", new() { Reasoning = new() { Effort = ReasoningEffort.Low } });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_OutputOnly_AsksForNoReasoningSetting() =>
        Json.Equal("""{"model":"m","input":"Hi"}""", await Clients.SendAsync([new(ChatRole.User, "Hi")], new() { Reasoning = new() { Output = ReasoningOutput.None } }));
}
