using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Determines the kind of a request from its method and path. LM Studio's web server ignores the case of paths and accepts a trailing slash, and so does this
/// class: a differently spelled path must not bypass the affinity. The route may have a prefix before LM Studio's path.
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

        if (text.Contains(NativeModels + "/", StringComparison.OrdinalIgnoreCase)
            || (!HttpMethods.IsGet(method) && text.EndsWith(NativeModels, StringComparison.OrdinalIgnoreCase)))
        {
            return RequestKind.ModelManagement;
        }

        return HttpMethods.IsGet(method) && EndsWithAny(text, ModelLists) ? RequestKind.ModelList : RequestKind.Other;
    }

    /// <summary>Returns whether a path is that of the Responses endpoint, which has its own names for ids.</summary>
    public static bool IsResponses(PathString path) => Trim(path).EndsWith("/v1/responses", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the path of a list of models on a server.</summary>
    public static string NormalizeModelList(PathString path)
    {
        foreach (string list in ModelLists)
        {
            if (Trim(path).EndsWith(list, StringComparison.OrdinalIgnoreCase))
            {
                return list;
            }
        }

        throw new ArgumentException("The path is not that of a list of models.", nameof(path));
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
