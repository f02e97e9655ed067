namespace LmStudio.AI;

/// <summary>Creates requests to <c>/v1/completions</c>.</summary>
internal static class CompletionRequestMapper
{
    /// <exception cref="ArgumentNullException">The request or its prompt is <see langword="null"/>.</exception>
    public static LmStudioRequest Map(LmStudioCompletionRequest request, bool stream)
    {
        _ = Throw.IfNull(request);
        _ = Throw.IfNull(request.Prompt, "request.Prompt");
        return LmStudioRequest.Post("v1/completions", request.WithStream(stream), CompletionJsonContext.Default.LmStudioCompletionRequest);
    }
}
