using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Represents one step of the model in its turn. The methods of this class create steps.</summary>
public abstract class EmulatorStep
{
    private protected EmulatorStep()
    {
    }

    /// <summary>Creates a step that generates reasoning. Adjacent reasoning steps form one block.</summary>
    /// <param name="content">The reasoning.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static EmulatorStep Reason(string content) => new TextStep(BlockKind.Reasoning, NotNull(content));

    /// <summary>Creates a step that generates text. Adjacent text steps form one message.</summary>
    /// <param name="content">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static EmulatorStep Text(string content) => new TextStep(BlockKind.Message, NotNull(content));

    /// <summary>
    /// Creates a step that calls a tool of an MCP server of the request. The tool is invoked over HTTP. If the request does not contain the server or the
    /// tool, the step is an invalid tool call. Of the compatible endpoints, only <c>/v1/responses</c> supports MCP servers; on the others, the step is an error.
    /// </summary>
    /// <param name="server">The label of the server, or the id of the plugin, for example <c>mcp/playwright</c>.</param>
    /// <param name="tool">The name of the tool.</param>
    /// <param name="arguments">The arguments, as an object that serializes to a JSON object, or <see langword="null"/> for no arguments.</param>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> or <paramref name="tool"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> does not serialize to a JSON object.</exception>
    public static EmulatorStep CallTool(string server, string tool, object? arguments = null) =>
        new ToolStep(NotNull(server), NotNull(tool), ToJson(arguments));

    /// <summary>
    /// Creates a step that calls a function of the client, whether or not the request declares it. Adjacent calls are parallel calls. They end the turn,
    /// because the model waits for the results. The native endpoint does not support functions; there, the step is an invalid tool call.
    /// </summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="arguments">The arguments, as an object that serializes to a JSON object, or <see langword="null"/> for no arguments.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> does not serialize to a JSON object.</exception>
    public static EmulatorStep CallFunction(string name, object? arguments = null) => new FunctionStep(NotNull(name), ToJson(arguments));

    /// <summary>
    /// Creates a step that calls a tool with invalid arguments. On the compatible endpoints, if <paramref name="server"/> is <see langword="null"/>, it is a
    /// function call whose arguments are truncated and therefore not valid JSON.
    /// </summary>
    /// <param name="tool">The name of the tool.</param>
    /// <param name="reason">The reason why the call is invalid.</param>
    /// <param name="arguments">The arguments, as an object that serializes to a JSON object, or <see langword="null"/> for no arguments.</param>
    /// <param name="server">The label of the server or the id of the plugin that the tool belongs to, or <see langword="null"/> if it is unknown.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> or <paramref name="reason"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> does not serialize to a JSON object.</exception>
    public static EmulatorStep InvalidToolCall(string tool, string reason, object? arguments = null, string? server = null) =>
        new InvalidToolStep(NotNull(tool), NotNull(reason), arguments is null ? null : ToJson(arguments), server);

    /// <summary>
    /// Creates a step in which generation fails. As the first step of a turn, and for a request that does not stream, it is a response with an error status.
    /// Later in a stream, it is an <c>error</c> event, followed by <c>chat.end</c> with the output so far. On the compatible endpoints, an error ends the stream.
    /// </summary>
    /// <param name="type">The error type, for example <c>internal_error</c>.</param>
    /// <param name="message">The error message.</param>
    /// <param name="code">The error code, or <see langword="null"/> for no code.</param>
    /// <param name="param">The request parameter that caused the error, or <see langword="null"/> for none.</param>
    /// <param name="statusCode">
    /// The HTTP status if the error is not part of a stream. The default depends on the type: 404 for <c>model_not_found</c>, 501 for
    /// <c>not_implemented</c>, 500 for <c>internal_error</c> and <c>unknown</c>, otherwise 400.
    /// </param>
    /// <param name="endsStream"><see langword="true"/> to end the stream after the <c>error</c> event, without <c>chat.end</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> or <paramref name="message"/> is <see langword="null"/>.</exception>
    public static EmulatorStep Fail(
        string type, string message, string? code = null, string? param = null, int? statusCode = null, bool endsStream = false)
    {
        JsonObject error = new() { ["type"] = NotNull(type), ["message"] = NotNull(message) };
        if (code is not null)
        {
            error["code"] = code;
        }

        if (param is not null)
        {
            error["param"] = param;
        }

        statusCode ??= type switch
        {
            "model_not_found" => 404,
            "not_implemented" => 501,
            "internal_error" or "unknown" => 500,
            _ => 400,
        };
        return new FailStep(new WireException(statusCode.Value, error), endsStream);
    }

    /// <summary>Creates a step that waits, using <see cref="LmStudioEmulatorOptions.TimeProvider"/>. It does not end the current message.</summary>
    /// <param name="delay">The time to wait.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public static EmulatorStep Wait(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new WaitStep((timeProvider, cancellationToken) => Task.Delay(delay, timeProvider, cancellationToken));
    }

    /// <summary>Creates a step that waits for a task. It lets a test inspect a stream in progress without a race.</summary>
    /// <param name="task">The task to wait for.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is <see langword="null"/>.</exception>
    public static EmulatorStep Wait(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new WaitStep((_, cancellationToken) => task.WaitAsync(cancellationToken));
    }

    private static string NotNull(string value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    private static JsonObject ToJson(object? arguments) => arguments switch
    {
        null => [],
        _ => JsonSerializer.SerializeToNode(arguments) as JsonObject
            ?? throw new ArgumentException("The arguments of a call must serialize to a JSON object.", nameof(arguments)),
    };

    internal sealed class TextStep(BlockKind kind, string content) : EmulatorStep
    {
        public BlockKind Kind { get; } = kind;

        public string Content { get; } = content;
    }

    internal sealed class ToolStep(string server, string tool, JsonObject arguments) : EmulatorStep
    {
        public string Server { get; } = server;

        public string Tool { get; } = tool;

        public JsonObject Arguments { get; } = arguments;
    }

    internal sealed class FunctionStep(string name, JsonObject arguments) : EmulatorStep
    {
        public string Name { get; } = name;

        public JsonObject Arguments { get; } = arguments;
    }

    internal sealed class InvalidToolStep(string tool, string problem, JsonObject? arguments, string? server) : EmulatorStep
    {
        public string Tool { get; } = tool;

        public string Problem { get; } = problem;

        public JsonObject? Arguments { get; } = arguments;

        public string? Server { get; } = server;
    }

    internal sealed class FailStep(WireException failure, bool endsStream) : EmulatorStep
    {
        public WireException Failure { get; } = failure;

        public bool EndsStream { get; } = endsStream;
    }

    internal sealed class WaitStep(Func<TimeProvider, CancellationToken, Task> wait) : EmulatorStep
    {
        public Task WaitAsync(TimeProvider timeProvider, CancellationToken cancellationToken) => wait(timeProvider, cancellationToken);
    }
}
