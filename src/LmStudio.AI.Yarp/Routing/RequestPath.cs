using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Tells from method and path what a request is about. LM Studio's web server takes paths in any case and with a slash at the end, so they count here too: a chat
/// must not get around the affinity by its spelling. What is before the path of LM Studio is a matter of the route.
/// </summary>
internal static class RequestPath
{
    private const string NativeModels = "/api/v1/models";

    private static readonly string[] Conversations = ["/api/v1/chat", "/v1/responses"];

    private static readonly string[] Inferences =
    [
        "/v1/chat/completions", "/v1/completions", "/v1/messages", "/v1/embeddings",
        "/api/v0/chat/completions", "/api/v0/completions", "/api/v0/embeddings",
    ];

    private static readonly string[] ModelLists = [NativeModels, "/v1/models", "/api/v0/models"];

    public static RequestKind Classify(string method, PathString path)
    {
        ReadOnlySpan<char> text = Trim(path);
        if (HttpMethods.IsPost(method) && EndsWithAny(text, Conversations))
        {
            return RequestKind.Conversation;
        }

        if (HttpMethods.IsPost(method) && EndsWithAny(text, Inferences))
        {
            return RequestKind.Inference;
        }

        if (text.Contains(NativeModels + "/", StringComparison.OrdinalIgnoreCase) || (!HttpMethods.IsGet(method) && text.EndsWith(NativeModels, StringComparison.OrdinalIgnoreCase)))
        {
            return RequestKind.ModelManagement;
        }

        return HttpMethods.IsGet(method) && EndsWithAny(text, ModelLists) ? RequestKind.ModelList : RequestKind.Other;
    }

    /// <summary>Returns whether a path is that of the Responses endpoint, whose ids have names of their own.</summary>
    public static bool IsResponses(PathString path) => Trim(path).EndsWith("/v1/responses", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the path of a list of models as a server knows it.</summary>
    public static string NormalizeModelList(PathString path)
    {
        foreach (string list in ModelLists)
        {
            if (Trim(path).EndsWith(list, StringComparison.OrdinalIgnoreCase))
            {
                return list;
            }
        }

        throw new ArgumentException("This is no list of models.", nameof(path));
    }

    private static ReadOnlySpan<char> Trim(PathString path) => path.Value.AsSpan().TrimEnd('/');

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] ends)
    {
        foreach (string end in ends)
        {
            if (text.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
