namespace LmStudio.AI.Emulator;

/// <summary>
/// Specifies the faults that the emulator simulates. By default, there are none. Properties can be changed from any thread while the emulator runs; changes
/// apply to later requests.
/// </summary>
/// <remarks>
/// Events are named by their type, for example <c>message.delta</c> or <c>response.output_text.delta</c>. A fault at an event applies to the first event of
/// that type. The chunks of <c>/v1/chat/completions</c> and <c>/v1/completions</c> have no type and are named by what they contain: <c>content</c>,
/// <c>reasoning_content</c>, <c>reasoning</c>, <c>tool_calls</c>, <c>text</c>, <c>finish_reason</c>, <c>usage</c> and <c>[DONE]</c>.
/// </remarks>
public sealed class EmulatorFaults
{
    private readonly Lock _gate = new();

    /// <summary>Gets or sets the time that each token takes in addition to <see cref="LmStudioEmulatorOptions.TokensPerSecond"/>. The default is zero.</summary>
    public TimeSpan LatencyPerToken { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether requests are accepted but never get a response.</summary>
    public bool Hang { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the server behaves like one before 0.4, which has neither the routes under <c>/api/v1</c> nor
    /// <c>/v1/messages</c>: it returns status 200 and an <c>error</c> that is a string.
    /// </summary>
    public bool LegacyServer { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the number of bytes of a response body after which the connection is closed, or <see langword="null"/>.</summary>
    public int? DisconnectAfterBytes { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event in place of which the connection is closed, or <see langword="null"/>.</summary>
    public string? DisconnectAtEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event in place of which the stream ends, as a complete HTTP response without its last event, or <see langword="null"/>.</summary>
    public string? EndAtEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether a stream consists of its first event only, which is <c>chat.start</c> on the native endpoint. LM Studio can
    /// fail in this way, without an error, when it cannot process a prompt. A request that does not stream gets the error, with status 500.
    /// </summary>
    public bool SilentStart { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event whose JSON is truncated, or <see langword="null"/>.</summary>
    public string? MalformedEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the type of an undocumented event to send after the first event, or <see langword="null"/>.</summary>
    public string? UnknownEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets the event after which an error is sent and the stream ends, or <see langword="null"/>. The error is an <c>error</c> event or, on
    /// <c>/v1/responses</c>, <c>response.failed</c>. A request that does not stream gets status 500 instead. For an error followed by <c>chat.end</c>, use
    /// <see cref="EmulatorStep.Fail"/> in the script.
    /// </summary>
    public string? ErrorAfterEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the connection stays open after the last event until the client closes it, as with some servers and proxies.
    /// </summary>
    public bool KeepOpenAfterChatEnd { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether every prompt exceeds the context length. Without this fault, prompts that do not fit the instance do: see
    /// <see cref="LmStudioEmulator.LoadModel"/>.
    /// </summary>
    public bool OverflowContext { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether models cannot be loaded because memory is insufficient (LM Studio's guardrail). Loads, and chats that need one,
    /// fail with <c>model_load_failed</c>. See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1202"/>.
    /// </summary>
    public bool RefuseLoads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether downloads in progress fail.</summary>
    public bool FailDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether downloads stall while they keep reporting their speed.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1031"/>.
    /// </summary>
    public bool StallDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether downloads are paused, which LM Studio offers in its user interface only.</summary>
    public bool PauseDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether stored conversations cannot be found. They are found again when the value is <see langword="false"/>;
    /// <see cref="LmStudioEmulator.ForgetConversations"/> removes them permanently.
    /// </summary>
    public bool LoseConversations { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the JSON schema of a response is ignored, so that the model responds in prose, as some versions do on
    /// <c>/v1/responses</c>. See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1396"/>.
    /// </summary>
    public bool IgnoreResponseSchemas { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether an empty text makes <c>/v1/embeddings</c> fail with status 500, as in old builds whose engine crashed. If not,
    /// an empty text has a vector.
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
