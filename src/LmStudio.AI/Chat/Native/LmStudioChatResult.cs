using System.Text.Json;

namespace LmStudio.AI;

/// <summary>The response of <c>POST /api/v1/chat</c>, which also ends a stream (<see href="https://lmstudio.ai/docs/developer/rest/chat"/>).</summary>
public sealed class LmStudioChatResult
{
    /// <summary>Gets or sets the id of the instance that created the response. It may differ from the requested model.</summary>
    public string? ModelInstanceId { get; set; }

    /// <summary>Gets or sets the output of the model, in order.</summary>
    public IList<LmStudioOutputItem>? Output { get; set; }

    /// <summary>Gets or sets the token counts and generation speeds.</summary>
    public LmStudioStats? Stats { get; set; }

    /// <summary>Gets or sets the id for continuing the conversation, or <see langword="null"/> if the response was not stored.</summary>
    public string? ResponseId { get; set; }

    /// <summary>Gets or sets the id of the thread, which servers before 0.4.0 send instead of <see cref="ResponseId"/>.</summary>
    public string? ThreadId { get; set; }

    /// <summary>The error of a body that is not a response.</summary>
    internal JsonElement? Error { get; set; }

    internal bool HasError => Error is { } error && ErrorBodyReader.Says(error);
}
