namespace LmStudio.AI.Emulator;

/// <summary>
/// The faults that an emulator injects. There are none by default. All properties can be changed at any time, from any thread, and apply to later requests.
/// </summary>
/// <remarks>
/// Events are specified by their type, for example <c>message.delta</c> or <c>response.output_text.delta</c>; a fault applies to the
/// first event of that type. The chunks of <c>/v1/chat/completions</c> and <c>/v1/completions</c> have no type and are specified by their content: <c>content</c>,
/// <c>reasoning_content</c>, <c>reasoning</c>, <c>tool_calls</c>, <c>text</c>, <c>finish_reason</c>, <c>usage</c> and <c>[DONE]</c>.
/// </remarks>
public sealed class EmulatorFaults
{
    private readonly Lock _gate = new();

    /// <summary>Gets or sets an additional delay per token. The default is zero.</summary>
    public TimeSpan LatencyPerToken { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether requests are accepted but never responded to.</summary>
    public bool Hang { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the server is older than 0.4, without <c>/api/v1</c> and <c>/v1/messages</c>: such requests
    /// receive status 200 and an <c>error</c> string.
    /// </summary>
    public bool LegacyServer { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the number of body bytes after which the connection is closed, or <see langword="null"/>.</summary>
    public int? DisconnectAfterBytes { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event at which the connection is closed instead of sending it, or <see langword="null"/>.</summary>
    public string? DisconnectAtEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event at which the stream ends instead of sending it, as a complete HTTP response, or <see langword="null"/>.</summary>
    public string? EndAtEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether a stream ends after its first event, which is <c>chat.start</c> on the native endpoint, as when LM Studio
    /// cannot process a prompt. Without streaming, the request fails with status 500.
    /// </summary>
    public bool SilentStart { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the event with truncated JSON, or <see langword="null"/>.</summary>
    public string? MalformedEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets the type of an undocumented event to send after the first one, or <see langword="null"/>.</summary>
    public string? UnknownEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets the event after which an error is sent and the stream ends, or <see langword="null"/>. The error is an <c>error</c> event or, on <c>/v1/responses</c>,
    /// <c>response.failed</c>. Without streaming, the request fails with status 500. For an error that is followed by <c>chat.end</c>, script
    /// <see cref="EmulatorStep.Fail"/>.
    /// </summary>
    public string? ErrorAfterEvent { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether the connection stays open after the last event, as some servers and proxies leave it, until the client
    /// closes it.
    /// </summary>
    public bool KeepOpenAfterChatEnd { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether every prompt exceeds the context length. Otherwise, only prompts that do not fit into the context of the
    /// instance fail: see <see cref="LmStudioEmulator.LoadModel"/>.
    /// </summary>
    public bool OverflowContext { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether models cannot be loaded because of insufficient memory (LM Studio's guardrail). Loads, and chats that need
    /// one, then fail with <c>model_load_failed</c>. See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1202"/>.
    /// </summary>
    public bool RefuseLoads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether running downloads fail.</summary>
    public bool FailDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether downloads stall while they continue to report their speed.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1031"/>.
    /// </summary>
    public bool StallDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>Gets or sets a value indicating whether downloads are paused, which only a user can do in LM Studio.</summary>
    public bool PauseDownloads { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether stored conversations are not found, until it is <see langword="false"/> again.
    /// <see cref="LmStudioEmulator.ForgetConversations"/> removes them permanently.
    /// </summary>
    public bool LoseConversations { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether JSON schemas are ignored, so that the model responds with text, as some versions do on
    /// <c>/v1/responses</c>. See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1396"/>.
    /// </summary>
    public bool IgnoreAnswerSchemas { get => Read(ref field); set => Write(ref field, value); }

    /// <summary>
    /// Gets or sets a value indicating whether an empty text makes <c>/v1/embeddings</c> fail with status 500, as in old builds, whose engine crashed. The
    /// default is <see langword="false"/>.
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
