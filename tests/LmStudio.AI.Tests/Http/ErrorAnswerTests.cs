namespace LmStudio.AI.Tests;

/// <summary>What becomes of each error that LM Studio answers (docs/protocol.md, "Errors").</summary>
public class ErrorAnswerTests
{
    private static readonly LmStudioChatRequest Request = new() { Model = "m", Input = [LmStudioInputItem.Text("Hi")] };

    public static TheoryData<int, string, LmStudioErrorKind, string?, string?, string?> Errors => new()
    {
        // The shapes.
        { 400, """{"error":{"message":"Unrecognized key(s) in object: 'seed'","type":"invalid_request","code":"unrecognized_keys"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "unrecognized_keys", null },
        { 400, """{"error":{"type":"invalid_request","param":"model","code":"missing_required_parameter","message":"\"model\" is required"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "missing_required_parameter", "model" },
        { 400, """{"error":{"message":"Bad temperature","type":"invalid_request_error","param":"temperature","code":null}}""", LmStudioErrorKind.InvalidRequest, "invalid_request_error", null, "temperature" },
        { 400, """{"error":"Some validation failed"}""", LmStudioErrorKind.InvalidRequest, null, null, null },
        { 500, """{"type":"error","error":{"type":"api_error","message":"The model has crashed"}}""", LmStudioErrorKind.ServerError, "api_error", null, null },
        { 500, """{"error":{"message":"Something broke"},"message":"Something broke"}""", LmStudioErrorKind.ServerError, null, null, null },
        { 400, """{"error":"Engine protocol predict request returned 400: bad grammar"}""", LmStudioErrorKind.InvalidRequest, null, null, null },

        // The routes and servers.
        { 404, """{"error":"Unexpected endpoint or method. (POST /api/v1/chat)"}""", LmStudioErrorKind.UnsupportedServer, null, null, null },
        { 200, """{"error":"Unexpected endpoint or method. (POST /api/v1/chat)"}""", LmStudioErrorKind.UnsupportedServer, null, null, null },
        { 200, """{"error":{"message":"It failed","type":"internal_error"}}""", LmStudioErrorKind.ServerError, "internal_error", null, null },
        { 200, """{"error":{"message":"Wrong","type":"invalid_request"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", null, null },
        { 501, """{"error":{"message":"Not yet","type":"not_implemented"}}""", LmStudioErrorKind.UnsupportedServer, "not_implemented", null, null },

        // Tokens and permissions.
        { 401, """{"error":{"type":"invalid_request","code":"invalid_api_key","message":"An LM Studio API token is required to make requests to this server."}}""", LmStudioErrorKind.Unauthorized, "invalid_request", "invalid_api_key", null },
        { 401, """{"error":{"type":"invalid_request","message":"This token was revoked"}}""", LmStudioErrorKind.Unauthorized, "invalid_request", null, null },
        { 403, """{"error":{"message":"Permission denied to use plugin 'mcp/files'.","type":"invalid_request","param":"integrations","code":null}}""", LmStudioErrorKind.Forbidden, "invalid_request", null, "integrations" },

        // MCP.
        { 400, """{"error":{"message":"Unable to get plugin tools for 'mcp/files'. Error: Cannot find plugin handle for plugin: mcp/files","type":"plugin_connection_error","param":"integrations"}}""", LmStudioErrorKind.McpServer, "plugin_connection_error", null, "integrations" },
        { 400, """{"error":{"message":"Unable to connect to remote MCP server 'x' at url 'https://x.test/'. Please ensure the provided url is correct and the server is reachable.","type":"mcp_connection_error","param":"integrations"}}""", LmStudioErrorKind.McpServer, "mcp_connection_error", null, "integrations" },

        // The request.
        { 400, """{"error":{"message":"Invalid discriminator value. Expected 'text' | 'image'","type":"invalid_request","code":"invalid_union","param":"input"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "invalid_union", "input" },
        { 400, """{"error":{"message":"'input.0.content' is required, Unrecognized key(s) in object: 'text'","type":"invalid_request","code":"invalid_union","param":"input"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "invalid_union", "input" },
        { 400, """{"error":{"message":"Invalid body: failed to parse JSON value.","type":"invalid_request","code":"invalid_json"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "invalid_json", null },
        { 400, """{"error":{"message":"Reasoning setting 'on' is not supported by model 'm'. Supported settings: 'low', 'high'.","type":"invalid_request","param":"reasoning","code":"invalid_value"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "invalid_value", "reasoning" },
        { 400, """{"error":{"message":"Model 'm' does not expose reasoning configuration.","type":"invalid_request","param":"reasoning","code":"invalid_value"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "invalid_value", "reasoning" },
        { 400, """{"error":{"message":"Model does not support images. Please use a model that does.","type":"invalid_request"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", null, null },
        { 500, """{"error":{"message":"Only user, assistant and tool roles are supported, got system.","type":"internal_error"}}""", LmStudioErrorKind.ServerError, "internal_error", null, null },

        // Conversations.
        { 400, """{"error":{"message":"Could not find stored response for previous_response_id 'resp_1'.","type":"invalid_request","param":"previous_response_id","code":"invalid_value"}}""", LmStudioErrorKind.ConversationNotFound, "invalid_request", "invalid_value", "previous_response_id" },
        { 400, """{"error":{"message":"Could not find stored response with id resp_1","type":"invalid_request"}}""", LmStudioErrorKind.ConversationNotFound, "invalid_request", null, null },
        { 400, """{"error":{"message":"Previous response not found","code":"previous_response_not_found"}}""", LmStudioErrorKind.ConversationNotFound, null, "previous_response_not_found", null },

        // Models.
        { 404, """{"error":{"message":"Invalid model identifier \"x\". Please specify a valid downloaded model.","type":"invalid_request","param":"model","code":"model_not_found"}}""", LmStudioErrorKind.ModelNotFound, "invalid_request", "model_not_found", "model" },
        { 404, """{"error":{"type":"model_not_found","message":"Model x not found in downloaded models"}}""", LmStudioErrorKind.ModelNotFound, "model_not_found", null, null },
        { 404, """{"error":{"type":"model_not_found","message":"Model with instance identifier 'x' is not loaded."}}""", LmStudioErrorKind.ModelNotFound, "model_not_found", null, null },
        { 400, """{"error":{"message":"No models loaded. Please load a model in the developer page or use the 'lms load' command.","type":"invalid_request_error","param":"model","code":null}}""", LmStudioErrorKind.ModelNotFound, "invalid_request_error", null, "model" },
        { 400, """{"error":"No models loaded. Please load a model."}""", LmStudioErrorKind.ModelNotFound, null, null, null },
        { 500, """{"error":{"type":"model_load_failed","message":"Engine protocol runtime exited with SIGABRT"}}""", LmStudioErrorKind.ModelLoadFailed, "model_load_failed", null, null },
        { 400, """{"error":{"message":"Model loading was stopped due to insufficient system resources.","type":"unknown"}}""", LmStudioErrorKind.ModelLoadFailed, "unknown", null, null },
        { 404, """{"error":{"type":"job_not_found","message":"Download job with id 'job_1' not found"}}""", LmStudioErrorKind.DownloadNotFound, "job_not_found", null, null },
        { 400, """{"error":{"type":"invalid_request","message":"Invalid artifact name. Must be in kebab-case"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", null, null },

        // What is quoted may be cut within a surrogate pair.
        { 400, """{"error":{"type":"invalid_request","code":"invalid_value","message":"Invalid value 'half an emoji \ud83d'"}}""", LmStudioErrorKind.InvalidRequest, "invalid_request", "invalid_value", null },
        { 400, """{"error":"Invalid value 'half an emoji \ud83d'"}""", LmStudioErrorKind.InvalidRequest, null, null, null },

        // Overflow: each engine has words of its own.
        { 400, """{"error":{"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}""", LmStudioErrorKind.ContextOverflow, "exceed_context_size_error", null, null },
        { 400, """{"error":"The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 9000>= n_ctx: 4096)."}""", LmStudioErrorKind.ContextOverflow, null, null, null },
        { 500, """{"error":{"message":"The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 9000>= n_ctx: 4096).","type":"internal_error","code":"unknown"}}""", LmStudioErrorKind.ContextOverflow, "internal_error", "unknown", null },
        { 500, """{"error":{"message":"Input does not fit in context length","type":"internal_error"}}""", LmStudioErrorKind.ContextOverflow, "internal_error", null, null },
        { 500, """{"error":{"message":"Context size has been exceeded.","type":"unknown"}}""", LmStudioErrorKind.ContextOverflow, "unknown", null, null },
        { 400, """{"error":"Trying to keep the first 9000 tokens when context the overflows."}""", LmStudioErrorKind.ContextOverflow, null, null, null },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task ChatAsync_ErrorBody_ThrowsItsKindWithWhatTheServerSaid(int status, string body, LmStudioErrorKind kind, string? type, string? code, string? param)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(body, status));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).ChatAsync(Request));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal(status, (int?)exception.StatusCode);
        Assert.Equal(type, exception.ErrorType);
        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal(param, exception.Param);
        Assert.EndsWith(ErrorHint.For(kind, error: null), exception.Message);
    }

    // protocol.md, "HTTP": errors of a stream request are JSON, with the same statuses.
    [Theory]
    [MemberData(nameof(Errors))]
    public async Task ChatStreamingAsync_ErrorBody_ThrowsTheSame(int status, string body, LmStudioErrorKind kind, string? type, string? code, string? param)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(body, status));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(async () => await Clients.Create(handler).ChatStreamingAsync(Request).GetAsyncEnumerator().MoveNextAsync());

        Assert.Equal((kind, (int?)status, type, code, param), (exception.Kind, (int?)exception.StatusCode, exception.ErrorType, exception.ErrorCode, exception.Param));
        Assert.EndsWith(ErrorHint.For(kind, error: null), exception.Message);
    }

    [Fact]
    public async Task ChatAsync_ErrorBody_MessageSaysWhatHappenedAndWhatToDo()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json("""{"error":{"type":"model_not_found","message":"Model x not found in downloaded models"}}""", 404));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).ChatAsync(Request));

        Assert.Equal(
            "LM Studio at http://lm.test:1234 rejected 'POST /api/v1/chat' with status 404: Model x not found in downloaded models. "
            + "List the models with `lms ls` or LmStudioClient.ListModelsAsync, and download or load the one you want.",
            exception.Message);
    }

    // protocol.md, "MCP": since 0.4.15, addresses that are not public are refused.
    [Fact]
    public async Task ChatAsync_PrivateMcpAddress_HintsAtPlugins()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(
            """{"error":{"message":"Unable to connect to remote MCP server 'local' at url 'http://localhost:5000/sse'. URL resolves to a non-public address. We only allow public addresses for dynamic remote MCP connections.","type":"mcp_connection_error","param":"integrations"}}""",
            400));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).ChatAsync(Request));

        Assert.Equal(LmStudioErrorKind.McpServer, exception.Kind);
        Assert.EndsWith("add a local server to its mcp.json and use its plugin id, like new HostedMcpServerTool(\"files\", \"mcp/files\").", exception.Message);
    }

    // protocol.md, "Base URL and detection": servers before 0.4.0 answer all of these so.
    [Fact]
    public async Task AnyRequest_ServerBefore04_IsUnsupported()
    {
        Answer answer = Answer.Json("""{"error":"Unexpected endpoint or method. (GET /api/v1/models)"}""");
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("GET /api/v1/models", null, answer)
            .Expect("POST /api/v1/models/load", "*", answer)
            .Expect("POST /api/v1/models/unload", "*", answer)
            .Expect("POST /api/v1/models/download", "*", answer)
            .Expect("GET /api/v1/models/download/status/job_1", null, answer);
        LmStudioClient client = Clients.Create(handler);

        Func<Task>[] requests =
        [
            () => client.ListModelsAsync(),
            () => client.LoadModelAsync(new() { Model = "m" }),
            () => client.UnloadModelAsync("m"),
            () => client.DownloadModelAsync("m"),
            () => client.GetDownloadStatusAsync("job_1"),
        ];

        foreach (Func<Task> request in requests)
        {
            LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(request);
            Assert.Equal(LmStudioErrorKind.UnsupportedServer, exception.Kind);
            Assert.EndsWith("The connector requires LM Studio 0.4.0 or newer: update it, and check that the endpoint is LM Studio's address.", exception.Message);
        }
    }
}
