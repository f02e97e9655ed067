using System.Net;
using System.Text;
using CsCheck;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Fuzz;

/// <summary>What must hold for lists of models, embeddings and errors.</summary>
internal static class OtherAnswerProperties
{
    private const string Models = """
        {"models":[{"type":"llm","publisher":"qwen","key":"qwen/qwen3-8b","display_name":"Qwen3 8B","architecture":"qwen3","quantization":{"name":"Q4_K_M","bits_per_weight":4},
          "size_bytes":5027783488,"params_string":"8B","loaded_instances":[{"id":"qwen/qwen3-8b","config":{"context_length":4096,"flash_attention":true,"parallel":4},"remaining_ttl_seconds":3600}],
          "max_context_length":40960,"format":"gguf","capabilities":{"vision":false,"trained_for_tool_use":true,"reasoning":{"allowed_options":["off","on"],"default":"on"}},
          "description":null,"variants":["qwen/qwen3-8b@q4_k_m"],"selected_variant":"qwen/qwen3-8b@q4_k_m"},
         {"type":"embedding","publisher":"nomic","key":"text-embedding-nomic","display_name":"Nomic","quantization":null,"size_bytes":1,"params_string":null,"loaded_instances":[],
          "max_context_length":2048,"format":"gguf"}]}
        """;

    private const string Embeddings = """
        {"object":"list","data":[{"object":"embedding","embedding":[0.0123456789012345678,-1.5e-3,0,1],"index":0}],"model":"e","usage":{"prompt_tokens":3,"total_tokens":3}}
        """;

    private const string Download = """
        {"job_id":"job_1","status":"downloading","total_size_bytes":5027783488,"downloaded_bytes":1000,"bytes_per_second":1234.5,"started_at":"2026-01-15T10:30:00.000Z","estimated_completion":"2026-01-15T10:40:00.000Z"}
        """;

    private static readonly Gen<HttpStatusCode> Statuses = Gen.OneOf(200, 204, 301, 400, 401, 403, 404, 408, 413, 415, 422, 429, 500, 502, 503, 504).Select(static status => (HttpStatusCode)status);

    private static readonly Gen<string> ErrorBodies = Gen.OneOf(
        """{"error":{"message":"Bad","type":"invalid_request","code":"invalid_value","param":"model"}}""",
        """{"error":"Unexpected endpoint or method. (POST /api/v1/chat)"}""",
        """{"type":"error","error":{"type":"api_error","message":"Bad"}}""",
        """{"error":{"message":"Bad"},"message":"Bad"}""",
        "<html><body>502 Bad Gateway</body></html>",
        "");

    public static IReadOnlyList<FuzzProperty> All { get; } =
    [
        Broken("a broken list of models", Models, static async lmStudio => await lmStudio.ListModelsAsync()),
        Broken("a broken load", """{"type":"llm","instance_id":"qwen/qwen3-8b","load_time_seconds":9.1,"status":"loaded","load_config":{"context_length":4096}}""", static async lmStudio =>
            await lmStudio.LoadModelAsync(new LmStudioLoadRequest { Model = "qwen/qwen3-8b" })),
        Broken("a broken status of a download", Download, static async lmStudio => await lmStudio.GetDownloadStatusAsync("job_1")),
        Broken("broken embeddings", Embeddings, static async lmStudio => await lmStudio.AsIEmbeddingGenerator("e").GenerateAsync(["a"])),
        .. WireFormat.All.SelectMany(static wire => new[] { Error(wire, streamed: false), Error(wire, streamed: true) }),
    ];

    private static FuzzProperty Broken(string what, string right, Func<LmStudioClient, Task<object?>> ask) => FuzzProperty.Create(
        $"{what} ends in a result or an LmStudioException",
        Gen.Select(JsonMutation.Any.Array[0, 4], ByteMutation.Any.Array[0, 2]),
        input => Chat.WithClient(new CannedHandler(Mutate(right, input), "application/json"), async lmStudio =>
        {
            try
            {
                _ = await ask(lmStudio);
            }
            catch (LmStudioException)
            {
                // It says what is wrong.
            }

            return true;
        }),
        input => Encoding.UTF8.GetString(Mutate(right, input)));

    private static FuzzProperty Error(WireFormat wire, bool streamed) => FuzzProperty.Create(
        $"{wire}: a broken error, {(streamed ? "streamed" : "whole")}, is an LmStudioException",
        Gen.Select(Statuses, ErrorBodies, JsonMutation.Any.Array[0, 2], ByteMutation.Any.Array[0, 2], Gen.OneOf("application/json", "text/html", "text/event-stream")),
        input =>
        {
            byte[] body = Mutate(input.Item2, (input.Item3, input.Item4));
            LmStudioException? failure = Chat.WithClient(new CannedHandler(body, input.Item5, input.Item1), async lmStudio =>
            {
                try
                {
                    using IChatClient client = lmStudio.AsIChatClient("m", new LmStudioChatClientOptions { Endpoint = wire.Endpoint });
                    if (streamed)
                    {
                        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync([new(ChatRole.User, "Hi")]))
                        {
                            _ = update;
                        }
                    }
                    else
                    {
                        _ = await client.GetResponseAsync([new(ChatRole.User, "Hi")]);
                    }

                    return null;
                }
                catch (LmStudioException exception)
                {
                    return exception;
                }
            });
            Require.That(failure is not null, "The error was taken for an answer.");
        },
        static input => $"{(int)input.Item1} {input.Item5}: {Encoding.UTF8.GetString(Mutate(input.Item2, (input.Item3, input.Item4)))}");

    private static byte[] Mutate(string json, (JsonMutation[] Values, ByteMutation[] Bytes) input)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(input.Values.Aggregate(json, static (json, mutation) => mutation.Apply(json)));
        return input.Bytes.Aggregate(bytes, static (bytes, mutation) => mutation.Apply(bytes));
    }
}
