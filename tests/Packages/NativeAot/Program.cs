// Uses the packages as a native AOT app does, against the server whose address is the first argument, and exits with 1 when anything is wrong.
using System.ComponentModel;
using System.Diagnostics;
using AotApp;
using LmStudio.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.SemanticKernel;

Uri endpoint = new(args[0]);
const string Model = "openai/gpt-oss-20b";
const string EmbeddingModel = "text-embedding-nomic-embed-text-v1.5";

using LmStudioClient lmStudio = new(new LmStudioClientOptions { Endpoint = endpoint });
using IChatClient client = lmStudio.AsIChatClient(Model);

await Check.RunAsync("chat", async () => Check.NotEmpty((await client.GetResponseAsync("Hello!")).Text));

Console.WriteLine($"first answer: {(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds:F0} ms after the start of the process");

await Check.RunAsync("stream", async () =>
{
    ChatResponse response = await client.GetStreamingResponseAsync("Hello!").ToChatResponseAsync();
    return $"{response.Messages[0].Contents.Count} contents, {response.Usage?.OutputTokenCount} tokens, finish {response.FinishReason}";
});

await Check.RunAsync("function", async () =>
{
    int calls = 0;
    AIFunction forecast = AIFunctionFactory.Create(
        ([Description("The name of the city.")] string city) =>
        {
            calls++;
            return new Forecast(city, 7);
        },
        new AIFunctionFactoryOptions
        {
            Name = "get_weather",
            Description = "Gets the weather of a city.",
            SerializerOptions = AppJsonContext.Default.Options,
        });
    using IChatClient agent = client.AsBuilder().UseFunctionInvocation().Build();
    ChatResponse response = await agent.GetResponseAsync("Call get_weather for Oslo.", new ChatOptions { Tools = [forecast] });
    return calls == 1 ? Check.NotEmpty(response.Text) : throw new InvalidOperationException($"The function was called {calls} times.");
});

await Check.RunAsync("structured output", async () =>
{
    ChatResponse<Forecast> response = await client.GetResponseAsync<Forecast>("What is the weather in Oslo?", AppJsonContext.Default.Options);
    return response.Result.ToString();
});

await Check.RunAsync("embeddings", async () =>
{
    using IEmbeddingGenerator<string, Embedding<float>> generator = lmStudio.AsIEmbeddingGenerator(EmbeddingModel);
    GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["a cat", "a kitten"]);
    return $"{embeddings.Count} vectors of {embeddings[0].Vector.Length} numbers";
});

await Check.RunAsync("models", async () =>
{
    await using LmStudioModelLease lease = await lmStudio.LeaseModelAsync(new LmStudioLoadRequest { Model = Model });
    return $"{(await lmStudio.ListModelsAsync()).Count} models, {lease.InstanceId} loaded";
});

await Check.RunAsync("host", async () =>
{
    HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    builder.Configuration["ConnectionStrings:lmstudio"] = $"Endpoint={endpoint};Model={Model}";
    builder.AddLmStudioClient("lmstudio").AddChatClient();
    using IHost host = builder.Build();
    return Check.NotEmpty((await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello!")).Text);
});

await Check.RunAsync("Semantic Kernel", async () =>
{
    IKernelBuilder builder = Kernel.CreateBuilder();
    builder.AddLmStudioChatClient(Model, endpoint);
    Kernel kernel = builder.Build();
    KernelFunction greet = KernelFunctionFactory.CreateFromPrompt("Hello, I am {{$name}}!", AppJsonContext.Default.Options);
    FunctionResult result = await kernel.InvokeAsync(greet, new KernelArguments { ["name"] = "Ada" });
    return Check.NotEmpty(result.ToString());
});
