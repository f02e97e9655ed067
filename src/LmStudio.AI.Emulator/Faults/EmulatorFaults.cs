namespace LmStudio.AI.Emulator;

/// <summary>
/// What goes wrong. Nothing does by default. Every property may be changed while the emulator runs, from any thread, and acts on requests from then on.
/// </summary>
/// <remarks>
/// Events are named by their type on the wire, for example <c>message.delta</c> or <c>response.output_text.delta</c>; a fault at an event acts at the
/// first event of that type. The chunks of <c>/v1/chat/completions</c> and <c>/v1/completions</c> have no type and go by what is in them: <c>content</c>,
/// <c>reasoning_content</c>, <c>reasoning</c>, <c>tool_calls</c>, <c>text</c>, <c>finish_reason</c>, <c>usage</c> and <c>[DONE]</c>.
/// </remarks>
public sealed class EmulatorFaults
{
    private readonly Lock _gate = new();

    /// <summary>Gets or sets the time each token takes on top of <see cref="LmStudioEmulatorOptions.TokensPerSecond"/>. The default is zero.</summary>
    public TimeSpan LatencyPerToken { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether requests are accepted and never answered.</summary>
    public bool Hang { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the server is older than 0.4 and knows neither a route under <c>/api/v1</c> nor <c>/v1/messages</c>: each is
    /// answered with status 200 and an <c>error</c> that is a string.
    /// </summary>
    public bool LegacyServer { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the number of bytes of a reply's body after which the connection is cut, or null.</summary>
    public int? DisconnectAfterBytes { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event instead of which the connection is cut, or null.</summary>
    public string? DisconnectAtEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event instead of which the stream ends, in good HTTP order but without its last event, or null.</summary>
    public string? EndAtEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether a stream consists of its first event alone, which is <c>chat.start</c> on the native endpoint: LM Studio's way
    /// of failing without a word when a prompt can't be processed. A request that doesn't stream gets the error that the stream keeps to itself, with
    /// status 500.
    /// </summary>
    public bool SilentStart { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event whose JSON breaks off halfway, or null.</summary>
    public string? MalformedEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the type of an event that no documentation knows, sent after the first one, or null.</summary>
    public string? UnknownEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets the event after which an error comes and the stream ends, or null. The error is an <c>error</c> event or, on <c>/v1/responses</c>,
    /// <c>response.failed</c>. A request that doesn't stream gets status 500 instead. For an error that <c>chat.end</c> follows, script an
    /// <see cref="EmulatorStep.Fail"/>.
    /// </summary>
    public string? ErrorAfterEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the connection stays open after the last event, as some servers and proxies leave it, until the client
    /// closes it.
    /// </summary>
    public bool KeepOpenAfterChatEnd { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether every prompt is too long for the context. Without this fault, those are that don't fit the instance: see
    /// <see cref="LmStudioEmulator.LoadModel"/>.
    /// </summary>
    public bool OverflowContext { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether models can't be loaded for want of memory (LM Studio's guardrail). Loads and the chats that need one then fail
    /// with <c>model_load_failed</c>. See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1202"/>.
    /// </summary>
    public bool RefuseLoads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether downloads that run fail.</summary>
    public bool FailDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether downloads get no further while they go on reporting their speed.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1031"/>.
    /// </summary>
    public bool StallDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether downloads are paused, which in LM Studio only its user can do.</summary>
    public bool PauseDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether stored conversations can't be found. They come back when it is false again;
    /// <see cref="LmStudioEmulator.ForgetConversations"/> loses them for good.
    /// </summary>
    public bool LoseConversations { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the JSON schema of an answer is passed over, so that the model answers in prose, as some versions do on
    /// <c>/v1/responses</c>. See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1396"/>.
    /// </summary>
    public bool IgnoreAnswerSchemas { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether an empty text makes <c>/v1/embeddings</c> fail with status 500, as in old builds, whose engine crashed. The
    /// default is false: an empty text has a vector.
    /// </summary>
    public bool CrashOnEmptyEmbedding { get => Read(ref field); set => Write(ref field, value); }

    private T Read<T>(ref T field)
    {
        lock (_gate)
        {
            return field;
        }
    }

    private void Write<T>(ref T field, T value)
    {
        lock (_gate)
        {
            field = value;
        }
    }
}
