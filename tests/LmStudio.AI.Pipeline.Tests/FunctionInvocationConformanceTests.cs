using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class FunctionInvocationConformanceTests
{
    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Function_WithoutParameters_IsOfferedCalledAndAnswered(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction function = AIFunctionFactory.Create(static () => 42, "get_number", "Tells the number.");

        Run run = await Run.CallAsync(endpoint, streaming, function, arguments: null);

        Conformance.AssertSent(run.Requests[0], endpoint switch
        {
            LmStudioChatEndpoint.Responses => """
                {"tools":[{"type":"function","name":"get_number","description":"Tells the number.","parameters":{"type":"object","properties":{}}}],"tool_choice":null}
                """,
            LmStudioChatEndpoint.Messages => """
                {"tools":[{"name":"get_number","description":"Tells the number.","input_schema":{"type":"object","properties":{}}}],"tool_choice":null}
                """,
            _ => """
                {"tools":[{"type":"function","function":{"name":"get_number","description":"Tells the number.","parameters":{"type":"object","properties":{}}}}],"tool_choice":null}
                """,
        });
        string callId = run.Response.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId;
        Conformance.AssertSent(run.Requests[1], endpoint switch
        {
            LmStudioChatEndpoint.Responses => $$"""
                {"input":[{"type":"function_call_output","call_id":"{{callId}}","output":"42"}]}
                """,
            LmStudioChatEndpoint.Messages => $$$"""
                {"messages":[
                  {"role":"user","content":"Go."},
                  {"role":"assistant","content":[{"type":"tool_use","id":"{{{callId}}}","name":"get_number","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"{{{callId}}}","content":"42"}]}]}
                """,
            _ => $$$"""
                {"messages":[
                  {"role":"user","content":"Go."},
                  {"role":"assistant","tool_calls":[{"id":"{{{callId}}}","type":"function","function":{"name":"get_number","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"{{{callId}}}","content":"42"}]}
                """,
        });
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Function_WithParameters_GetsTheirValues(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction function = AIFunctionFactory.Create(static (int a, int b) => a * b, "multiply");

        Run run = await Run.CallAsync(endpoint, streaming, function, new { a = 42, b = 84 });

        run.AssertSchema("multiply", """
            {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}
            """);
        Assert.Equal(["3528"], Conformance.GetFunctionResults(run.Requests[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Function_WithAnOptionalParameter_GetsItOrItsDefault(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction function = AIFunctionFactory.Create(static (string id = "nobody") => $"number of {id}", "get_number");

        Run given = await Run.CallAsync(endpoint, streaming, function, new { id = "foo" });
        Run left = await Run.CallAsync(endpoint, streaming, function, arguments: null);

        given.AssertSchema("get_number", """
            {"type":"object","properties":{"id":{"type":"string","default":"nobody"}}}
            """);
        Assert.Equal(["number of foo"], Conformance.GetFunctionResults(given.Requests[1]));
        Assert.Equal(["number of nobody"], Conformance.GetFunctionResults(left.Requests[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Function_WithANestedParameter_GetsTheWholeObject(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction function = AIFunctionFactory.Create(static (Person person) => $"{person.Name} is {person.Age}", "describe");

        Run run = await Run.CallAsync(endpoint, streaming, function, new { person = new { name = "John", age = 19 } });

        run.AssertSchema("describe", """
            {
              "type":"object",
              "properties":{
                "person":{
                  "type":"object",
                  "properties":{"name":{"type":"string"},"age":{"type":"integer","default":42}},
                  "required":["name"]
                }
              },
              "required":["person"]
            }
            """);
        Assert.Equal(["John is 19"], Conformance.GetFunctionResults(run.Requests[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Function_WithAnArrayParameter_GetsAllItems(LmStudioChatEndpoint endpoint, bool streaming)
    {
        List<string> cart = [];
        AIFunction function = AIFunctionFactory.Create(
            (string[] items, string shopper) =>
            {
                cart.Add(shopper);
                cart.AddRange(items);
            },
            "add_to_cart");

        Run run = await Run.CallAsync(endpoint, streaming, function, new { items = new[] { "bacon", "lettuce", "tomatoes" }, shopper = "Peter" });

        run.AssertSchema("add_to_cart", """
            {
              "type":"object",
              "properties":{"items":{"type":"array","items":{"type":"string"}},"shopper":{"type":"string"}},
              "required":["items","shopper"]
            }
            """);
        Assert.Equal(["Peter", "bacon", "lettuce", "tomatoes"], cart);
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Function_WithoutAResult_IsAnsweredAllTheSame(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction function = AIFunctionFactory.Create(static () => { }, "ping");

        Run run = await Run.CallAsync(endpoint, streaming, function, arguments: null);

        _ = Assert.Single(Conformance.GetFunctionResults(run.Requests[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task ParallelCalls_OfOneTurn_AreAnsweredTogether(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_age", new { name = "Elsa" }), EmulatorStep.CallFunction("get_age", new { name = "Anna" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Three years."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().Build();
        AIFunction function = AIFunctionFactory.Create(static (string name) => name == "Elsa" ? 21 : 18, "get_age");

        ChatResponse response = await client.AskAsync(streaming, "How much older is Elsa than Anna?", new() { Tools = [function], AllowMultipleToolCalls = true });

        Assert.Equal("Three years.", response.Text);
        IReadOnlyList<EmulatorRequest> requests = lmStudio.GetChats();
        Assert.Equal(2, requests.Count);
        Assert.Equal(["21", "18"], Conformance.GetFunctionResults(requests[1]));
        Conformance.AssertSent(requests[0], endpoint == LmStudioChatEndpoint.Messages
            ? """{"tool_choice":{"type":"auto","disable_parallel_tool_use":false}}"""
            : """{"parallel_tool_calls":true}""");
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task RequireAny_UntilAFunctionWasCalled_IsAskedForOnce(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction function = AIFunctionFactory.Create(static () => 123, "get_number");

        Run run = await Run.CallAsync(endpoint, streaming, function, arguments: null, new() { ToolMode = ChatToolMode.RequireAny });

        Conformance.AssertSent(run.Requests[0], endpoint == LmStudioChatEndpoint.Messages ? """{"tool_choice":{"type":"any"}}""" : """{"tool_choice":"required"}""");
        Conformance.AssertSent(run.Requests[1], """{"tool_choice":null}""");
        Assert.Equal(["123"], Conformance.GetFunctionResults(run.Requests[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task RequireSpecific_AmongSeveral_OffersOnlyThatOne(LmStudioChatEndpoint endpoint, bool streaming)
    {
        AIFunction other = AIFunctionFactory.Create(static () => 123, "get_number");
        AIFunction required = AIFunctionFactory.Create(static () => "up", "shields_up");

        Run run = await Run.CallAsync(endpoint, streaming, required, arguments: null, new() { Tools = [other], ToolMode = ChatToolMode.RequireSpecific("shields_up") });

        // LM Studio refuses a tool_choice that names one.
        Assert.Equal(["shields_up"], Conformance.GetFunctions(run.Requests[0]).Keys);
        Conformance.AssertSent(run.Requests[0], endpoint == LmStudioChatEndpoint.Messages ? """{"tool_choice":{"type":"any"}}""" : """{"tool_choice":"required"}""");
        Assert.Equal(["get_number", "shields_up"], Conformance.GetFunctions(run.Requests[1]).Keys);
        Assert.Equal(["up"], Conformance.GetFunctionResults(run.Requests[1]));
    }

    public sealed record Person(string Name, int Age = 42);

    /// <summary>A chat in which the model calls one function, gets its result and ends.</summary>
    private sealed record Run(ChatResponse Response, IReadOnlyList<EmulatorRequest> Requests)
    {
        public static async Task<Run> CallAsync(LmStudioChatEndpoint endpoint, bool streaming, AIFunction function, object? arguments, ChatOptions? options = null)
        {
            await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
            lmStudio.Script.Enqueue(EmulatorStep.CallFunction(function.Name, arguments));
            lmStudio.Script.Enqueue(EmulatorStep.Text("Done."));
            using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().Build();
            options ??= new();
            options.Tools = [.. options.Tools ?? [], function];

            ChatResponse response = await client.AskAsync(streaming, "Go.", options);

            Assert.Equal("Done.", response.Text);
            Assert.Equal([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant], response.Messages.Select(static message => message.Role));
            IReadOnlyList<EmulatorRequest> requests = lmStudio.GetChats();
            Assert.Equal(2, requests.Count);
            return new(response, requests);
        }

        public void AssertSchema(string name, string expected) => Conformance.AssertEqual(JsonNode.Parse(expected), Conformance.GetFunctions(Requests[0])[name]);
    }
}
