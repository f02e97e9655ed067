namespace LmStudio.AI.Emulator.Tests;

/// <summary>Histories that <c>/v1/chat/completions</c> refuses.</summary>
public sealed class StrictMessageTests
{
    [Theory]
    [InlineData(
        """{"role":"assistant","content":null}""",
        """{"error":"Invalid 'content': 'content' field must be a string or an array of objects."}""")]
    [InlineData(
        """{"role":"assistant"}""",
        """{"error":"Invalid 'content': 'content' field must be a string or an array of objects."}""")]
    [InlineData(
        """{"role":"user","content":7}""",
        """{"error":"Invalid 'content': 'content' field must be a string or an array of objects."}""")]
    [InlineData(
        """{"role":"assistant","content":"","tool_calls":[{"id":"","type":"function"}]}""",
        """{"error":"Invalid 'tool_calls': a tool call must have a 'function' with a 'name'."}""")]
    [InlineData(
        """{"role":"assistant","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"get_time","arguments":"{\"city\":"}}]}""",
        """{"error":"Invalid 'tool_calls': the 'arguments' of 'get_time' are not valid JSON."}""")]
    [InlineData(
        """{"role":"tool","tool_call_id":"1","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8="}}]}""",
        """{"error":"'content' objects must have a 'type' field that is either 'text' or 'image_url'"}""")]
    public async Task Request_MessageThatServersRefuse_IsRefused(string message, string error)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await PostAsync(api, message);

        Assert.Equal((400, error), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"get_time","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"get_time","arguments":""}}]}""")]
    [InlineData("""{"role":"tool","tool_call_id":"1","content":[{"type":"text","text":"Noon"}]}""")]
    public async Task Request_MessageThatServersTake_IsTaken(string message)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(200, (await PostAsync(api, message)).Status);
    }

    private static Task<Api.Reply> PostAsync(Api api, string message) => api.PostAsync("/v1/chat/completions", $$"""
        {"model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"},{{message}},{"role":"user","content":"And now?"}]}
        """);
}
