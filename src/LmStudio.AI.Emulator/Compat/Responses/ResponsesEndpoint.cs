using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /v1/responses</c>. It shares its conversations with the native endpoint.</summary>
internal sealed class ResponsesEndpoint(
    ConversationStore conversations, McpConnector mcp, AnswerStarter starter, AnswerSender sender, TimeProvider timeProvider)
{
    /// <exception cref="WireException">The request is rejected, or the response fails before any of it is sent.</exception>
    public async Task HandleAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        JsonElement json = LooseJson.Parse(body);
        ConversationTurn? stored = json.Text("previous_response_id") is { } previousId
            ? FindResponse(previousId) ?? throw CompatErrors.PreviousResponseNotFound(previousId)
            : null;
        CompatRequest request = ResponsesReader.Read(json, stored, timeProvider.GetUtcNow());
        (IReadOnlyList<McpIntegration>? servers, IReadOnlyDictionary<string, string>? labels) = FindPlugins(request.Chat.Integrations);
        McpToolbox tools = await mcp.ConnectAsync(servers, "tools", cancellationToken).ConfigureAwait(false);
        await using (tools.ConfigureAwait(false))
        {
            Answer answer = await starter.StartAsync(request, static () => $"call_{NewId.Number()}", tools, cancellationToken).ConfigureAwait(false);

            // Unlike on the native endpoint, a response that is not stored also has an id, but it cannot be continued.
            string id = ConversationStore.NewResponseId();
            ResponsesWriter writer = new(id, answer, json, labels, () => Store(id, request, answer));
            await sender.SendAsync(context.Response, answer, writer, request.Chat.Stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds a response of any endpoint. Threads of the preview dialect are not found.</summary>
    private ConversationTurn? FindResponse(string id) => ConversationStore.IsResponseId(id) ? conversations.Find(id) : null;

    private void Store(string id, CompatRequest request, Answer answer)
    {
        if (request.Chat.Store)
        {
            conversations.Add(id, new(request.Previous, request.Chat.SystemPrompt, request.Chat.Input, [.. answer.Context.Output], answer.CreatedAt));
        }
    }

    /// <summary>A request names plugins by the label they have in mcp.json.</summary>
    private (IReadOnlyList<McpIntegration> Servers, IReadOnlyDictionary<string, string> Labels) FindPlugins(IReadOnlyList<McpIntegration> asked)
    {
        Dictionary<string, string> labels = new();
        List<McpIntegration> servers = [];
        foreach (McpIntegration server in asked)
        {
            if (server is not McpIntegration.Plugin plugin)
            {
                servers.Add(server);
                continue;
            }

            if (!mcp.AllowsPlugins)
            {
                throw CompatErrors.LocalMcpDenied(plugin.Id);
            }

            string id = mcp.HasPlugin(plugin.Id) ? plugin.Id : $"mcp/{plugin.Id}";
            labels[id] = plugin.Id;
            servers.Add(plugin with { Id = id });
        }

        return (servers, labels);
    }
}
