using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which model is asked (docs/protocol.md, "Which model responds").</summary>
public class ModelChoiceTests
{
    [Theory]
    [InlineData("ofClient", null, "ofClient")]
    [InlineData("ofClient", "ofRequest", "ofRequest")]
    [InlineData(null, "ofRequest", "ofRequest")]
    [InlineData("ofClient", "", "ofClient")]
    [InlineData(" ", "ofRequest", "ofRequest")]
    public async Task GetResponse_ModelNamed_IsSentAsItIs(string? ofClient, string? ofRequest, string expected)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat($$"""{"model":"{{expected}}","input":"Hi"}""", Answer.Json(Clients.AnyAnswer));

        _ = await Clients.CreateChat(handler, ofClient).GetResponseAsync("Hi", new() { ModelId = ofRequest });
    }

    // A setting that nobody has filled in is empty.
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    public async Task GetResponse_NoModelAndOneLoaded_TakesItsInstance(string? ofClient, string? ofRequest)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""
                {"models":[
                    {"type":"llm","key":"a","loaded_instances":[]},
                    {"type":"llm","key":"b","loaded_instances":[{"id":"b:2","config":{"context_length":4096}}]},
                    {"type":"embedding","key":"e","loaded_instances":[{"id":"e","config":{"context_length":2048}}]},
                    {"type":"decision","key":"d","loaded_instances":[{"id":"d","config":{"context_length":2048}}]}]}
                """)
            .Expect("POST /api/v1/chat", """{"model":"b:2","input":"Hi"}""", Answer.Json(Clients.AnyAnswer));

        _ = await Clients.CreateChat(handler, ofClient).GetResponseAsync("Hi", new() { ModelId = ofRequest });

        handler.Verify();
    }

    [Theory]
    [InlineData("""{"models":[]}""", "none is downloaded")]
    [InlineData("""{"models":[{"type":"embedding","key":"e","loaded_instances":[{"id":"e"}]}]}""", "none is downloaded")]
    [InlineData("""{"models":[{"type":"decision","key":"d","loaded_instances":[{"id":"d"}]}]}""", "none is downloaded")]
    [InlineData("""{"models":[{"type":"llm","key":"a","loaded_instances":[]},{"type":"llm","key":"b"},{"type":"llm","key":"c","loaded_instances":null}]}""", "none is loaded. Downloaded are: a, b, c")]
    [InlineData("""{"models":[{"type":"llm","key":"a","loaded_instances":[{"id":"a"},{"id":"a:2"}]},{"type":"llm","key":"b","loaded_instances":[{"id":"bob"}]}]}""", "several are loaded: a, a:2, bob")]
    public async Task GetResponse_NoModelAndNotOneLoaded_ThrowsWhatThereIs(string models, string state)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(models);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.CreateChat(handler, model: null).GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.ModelNotFound, exception.Kind);
        Assert.Contains(state, exception.Message);
        Assert.EndsWith("Specify the model in the client's constructor or in ChatOptions.ModelId.", exception.Message);
    }

    [Fact]
    public async Task GetResponse_NoneLoadedAtFirst_LooksAgainNextTime()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"llm","key":"a","loaded_instances":[]}]}""")
            .ExpectModels("""{"models":[{"type":"llm","key":"a","loaded_instances":[{"id":"a"}]}]}""")
            .Expect("POST /api/v1/chat", """{"model":"a","input":"Hi"}""", Answer.Json(Clients.AnyAnswer));
        IChatClient client = Clients.CreateChat(handler, model: null);

        _ = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi"));
        _ = await client.GetResponseAsync("Hi");

        handler.Verify();
    }

    // protocol.md, "Which model responds": a model that was not asked for may answer, or one under another name.
    [Fact]
    public async Task GetResponse_AnotherModelAnswers_ResponseNamesIt()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"qwen/qwen3-4b","input":"Hi"}""", Answer.Json("""{"model_instance_id":"bob","output":[],"stats":{}}"""));

        ChatResponse response = await Clients.CreateChat(handler, "qwen/qwen3-4b").GetResponseAsync("Hi");

        Assert.Equal("bob", response.ModelId);
    }
}
