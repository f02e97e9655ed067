using LmStudio.AI;
using LmStudio.AI.Emulator;

namespace GatewaySample.Demo;

/// <summary>Two emulators behind the gateway, and several concurrent conversations through one client.</summary>
internal static class Demonstration
{
    private const string Model = "qwen/qwen3-8b";

    /// <summary>Slow enough for the conversations to overlap.</summary>
    private const double TokensPerSecond = 200;

    /// <returns>The exit code: 1 if a server that does not have the conversation responded to a turn.</returns>
    public static async Task<int> RunAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await using LmStudioEmulator first = await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = TokensPerSecond, cancellationToken);
        await using LmStudioEmulator second = await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = TokensPerSecond, cancellationToken);
        Dictionary<string, LmStudioEmulator> servers = new() { ["server-1"] = first, ["server-2"] = second };
        foreach (LmStudioEmulator server in servers.Values)
        {
            // A chat goes to a server that has its model loaded. If no server had, one would load it and get all chats.
            _ = server.LoadModel(Model);
        }

        await using WebApplication gateway = GatewayApp.Build(["--Urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:LmStudio.AI.Yarp", "None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None"], [first.Endpoint, second.Endpoint]);
        await gateway.StartAsync(cancellationToken);
        Uri endpoint = new(gateway.Urls.Single());
        await output.WriteLineAsync($"The gateway {endpoint} is in front of {first.Endpoint} and {second.Endpoint}.");
        await output.WriteLineAsync();
        try
        {
            IReadOnlyList<DemoTurn> turns = await ConverseAsync(endpoint, cancellationToken);
            await DemoReport.WriteTurnsAsync(output, turns);
            await output.WriteLineAsync();
            await DemoReport.WriteTotalsAsync(output, turns, servers.ToDictionary(static pair => pair.Key, static pair => CountChats(pair.Value)));
            await output.WriteLineAsync();

            IReadOnlyList<string> problems = DemoReport.FindProblems(turns);
            foreach (string problem in problems)
            {
                await error.WriteLineAsync(problem);
            }

            if (problems.Count > 0)
            {
                return 1;
            }

            await output.WriteLineAsync("The server that has the conversation responded to each turn, and the model remembered each name.");
            return 0;
        }
        catch (LmStudioException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<IReadOnlyList<DemoTurn>> ConverseAsync(Uri gateway, CancellationToken cancellationToken)
    {
        DemoConversation[] conversations =
        [
            new("Ada", isStreamed: true, endsWithFunctions: true),
            new("Alan", isStreamed: false, endsWithFunctions: false),
            new("Barbara", isStreamed: true, endsWithFunctions: false),
            new("Edsger", isStreamed: false, endsWithFunctions: true),
            new("Grace", isStreamed: true, endsWithFunctions: false),
        ];
        ServerObserver observer = new();
        using HttpClient httpClient = new(observer) { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
        using LmStudioClient lmStudio = new(httpClient, new LmStudioClientOptions { ApiToken = "" }); // The token is for a real server.
        LmStudioChatClient client = new(lmStudio, Model);
        IReadOnlyList<DemoTurn>[] turns = await Task.WhenAll(conversations.Select(conversation => conversation.RunAsync(client, observer, cancellationToken)));
        return [.. turns.SelectMany(static turn => turn)];
    }

    private static int CountChats(LmStudioEmulator emulator) => emulator.Requests.Count(static request => request.Method == "POST");
}
