using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A step of a turn. Use the methods of this class to create steps.</summary>
public abstract class EmulatorStep
{
    private protected EmulatorStep()
    {
    }

    /// <summary>The model reasons. Consecutive reasoning steps form one block of reasoning.</summary>
    /// <param name="content">The reasoning.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static EmulatorStep Reason(string content) => new TextStep(BlockKind.Reasoning, NotNull(content));

    /// <summary>The model responds with text. Consecutive texts form one message.</summary>
    /// <param name="content">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static EmulatorStep Text(string content) => new TextStep(BlockKind.Message, NotNull(content));

    /// <summary>
    /// The model calls a tool of an MCP server of the request. The emulator executes the call over HTTP. If the request does not have the server or the tool,
    /// it is an invalid tool call. On the compatible endpoints other than <c>/v1/responses</c>, which do not support MCP servers, the step is an error.
    /// </summary>
    /// <param name="server">The server's label, or the plugin's id, for example <c>mcp/playwright</c>.</param>
    /// <param name="tool">The tool's name.</param>
    /// <param name="arguments">The arguments, which must serialize to a JSON object, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> or <paramref name="tool"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> doesn't serialize to a JSON object.</exception>
    public static EmulatorStep CallTool(string server, string tool, object? arguments = null) =>
        new ToolStep(NotNull(server), NotNull(tool), ToJson(arguments));

    /// <summary>
    /// The model calls a function, even if the request does not have it. Consecutive calls are parallel calls and end the turn, as the model waits for the results.
    /// LM Studio's native endpoint does not support functions: there it is an invalid tool call.
    /// </summary>
    /// <param name="name">The function's name.</param>
    /// <param name="arguments">The arguments, which must serialize to a JSON object, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> doesn't serialize to a JSON object.</exception>
    public static EmulatorStep CallFunction(string name, object? arguments = null) => new FunctionStep(NotNull(name), ToJson(arguments));

    /// <summary>
    /// The model makes an invalid tool call. On the compatible endpoints, without a <paramref name="server"/>, it is a function call whose arguments are
    /// truncated JSON.
    /// </summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="reason">Why the call is invalid.</param>
    /// <param name="arguments">The arguments, which must serialize to a JSON object, or <see langword="null"/>.</param>
    /// <param name="server">The label of the server or the id of the plugin, or <see langword="null"/> if it is unknown.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> or <paramref name="reason"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> doesn't serialize to a JSON object.</exception>
    public static EmulatorStep InvalidToolCall(string tool, string reason, object? arguments = null, string? server = null) =>
        new InvalidToolStep(NotNull(tool), NotNull(reason), arguments is null ? null : ToJson(arguments), server);

    /// <summary>
    /// The generation fails. As the first step of a turn, and without streaming, the response has an error status. Later in a stream, an
    /// <c>error</c> event is followed by <c>chat.end</c> with the output so far. On the compatible endpoints, an error ends the stream.
    /// </summary>
    /// <param name="type">The error type, for example <c>internal_error</c>.</param>
    /// <param name="message">The error message.</param>
    /// <param name="code">The error code, or <see langword="null"/>.</param>
    /// <param name="param">The invalid parameter of the request, or <see langword="null"/>.</param>
    /// <param name="statusCode">
    /// The HTTP status of the response. The default depends on the type: 404 for <c>model_not_found</c>, 501 for
    /// <c>not_implemented</c>, 500 for <c>internal_error</c> and <c>unknown</c>, otherwise 400.
    /// </param>
    /// <param name="endsStream"><see langword="true"/> to end the stream right after the <c>error</c> event, without <c>chat.end</c>.</param>
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

    /// <summary>The model pauses, using <see cref="LmStudioEmulatorOptions.TimeProvider"/>. A pause does not end a message.</summary>
    /// <param name="delay">The duration of the pause.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public static EmulatorStep Wait(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new WaitStep((timeProvider, cancellationToken) => Task.Delay(delay, timeProvider, cancellationToken));
    }

    /// <summary>The model pauses until a task completes, so that a test can inspect a stream in progress without a race.</summary>
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
