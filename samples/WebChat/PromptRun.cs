using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace WebChatSample;

/// <summary>Sends one message over HTTP as the page does, and exits: for scripts, and to try the application without a browser.</summary>
internal static class PromptRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string message, IReadOnlyList<string> settings, TextWriter output, TextWriter notes, CancellationToken cancellationToken)
    {
        await using WebChatApp app = await WebChatApp.BuildAsync(settings, UseAnyPort, cancellationToken);
        await app.Web.StartAsync(cancellationToken);
        if (app.IsEmulated)
        {
            await notes.WriteLineAsync("LM Studio does not respond: using the emulator's demo model instead.");
        }

        using HttpClient page = new() { BaseAddress = new Uri(app.Web.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
        using HttpResponseMessage list = await page.GetAsync("/api/models", cancellationToken);
        if (!list.IsSuccessStatusCode)
        {
            JsonElement problem = await list.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            await notes.WriteLineAsync(problem.GetProperty("detail").GetString());
            return 1;
        }

        ModelItem[] models = await list.Content.ReadFromJsonAsync<ModelItem[]>(cancellationToken) ?? [];
        return await AskAsync(page, new ChatTurn(message, models.FirstOrDefault()?.Key), output, notes, cancellationToken) ? 0 : 1;
    }

    /// <returns>Whether the response is complete.</returns>
    private static async Task<bool> AskAsync(HttpClient page, ChatTurn turn, TextWriter output, TextWriter notes, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(turn) };
        using HttpResponseMessage response = await page.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        _ = response.EnsureSuccessStatusCode();
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);

        bool isWhole = false;
        await foreach (SseItem<ChatEvent> item in SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<ChatEvent>(data, JsonSerializerOptions.Web)!).EnumerateAsync(cancellationToken))
        {
            switch (item.Data)
            {
                case TextEvent text:
                    await output.WriteAsync(text.Text);
                    break;
                case ToolCallEvent call:
                    await notes.WriteLineAsync($"Tool: {call.Name} {call.Arguments}");
                    break;
                case ErrorEvent error:
                    await notes.WriteLineAsync(error.Message);
                    return false;
                case EndEvent:
                    isWhole = true;
                    break;
            }
        }

        await output.WriteLineAsync();
        return isWhole;
    }

    private static void UseAnyPort(WebApplicationBuilder builder)
    {
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        // The output is for the response.
        _ = builder.Logging.ClearProviders();
    }
}
