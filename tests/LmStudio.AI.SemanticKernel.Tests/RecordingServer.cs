using System.Net;
using System.Text;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

/// <summary>Answers chats without looking at them, for requests that the emulator would act upon.</summary>
internal sealed class RecordingServer : HttpMessageHandler
{
    private const string Models = """
        { "models": [{ "type": "llm", "key": "openai/gpt-oss-20b", "loaded_instances": [], "capabilities": { "reasoning": { "allowed_options": ["low", "medium", "high"], "default": "low" } } }] }
        """;

    private const string Answer = """
        { "model_instance_id": "openai/gpt-oss-20b", "output": [{ "type": "message", "content": "Hello." }], "stats": { "input_tokens": 1, "total_output_tokens": 1 } }
        """;

    /// <summary>Gets the body of the last chat.</summary>
    public string? Body { get; private set; }

    public Kernel CreateKernel()
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient(Kernels.Model, new Uri("http://localhost:1234"), apiToken: "", httpClient: new HttpClient(this, disposeHandler: false));
        return builder.Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isChat = request.Method == HttpMethod.Post;
        if (isChat)
        {
            Assert.Equal("/api/v1/chat", request.RequestUri?.AbsolutePath);
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(isChat ? Answer : Models, Encoding.UTF8, "application/json") };
    }
}
