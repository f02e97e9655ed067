using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>One thing the model does in its turn. Steps are made by the methods of this class.</summary>
public abstract class EmulatorStep
{
    private protected EmulatorStep()
    {
    }

    /// <summary>The model thinks. Neighbouring reasoning steps are one block of reasoning.</summary>
    /// <param name="content">What it thinks.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    public static EmulatorStep Reason(string content) => new TextStep(BlockKind.Reasoning, NotNull(content));

    /// <summary>The model answers. Neighbouring texts are one message.</summary>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    public static EmulatorStep Text(string content) => new TextStep(BlockKind.Message, NotNull(content));

    /// <summary>
    /// The model calls a tool of an MCP server of the request. The tool is really called, over HTTP. A tool or a server that the request does not have makes
    /// it an invalid tool call. Of the compatible endpoints only <c>/v1/responses</c> has such servers; on the others the step is an error.
    /// </summary>
    /// <param name="server">The server's label, or the plugin's id, for example <c>mcp/playwright</c>.</param>
    /// <param name="tool">The tool's name.</param>
    /// <param name="arguments">The arguments: anything that serializes to a JSON object; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> or <paramref name="tool"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> doesn't serialize to a JSON object.</exception>
    public static EmulatorStep CallTool(string server, string tool, object? arguments = null) =>
        new ToolStep(NotNull(server), NotNull(tool), ToJson(arguments));

    /// <summary>
    /// The model calls a function that the client brought along, whether the request names it or not. Neighbouring calls are parallel calls; they end the
    /// turn, because the model waits for what they return. LM Studio's native endpoint has no such functions: there it is an invalid tool call.
    /// </summary>
    /// <param name="name">The function's name.</param>
    /// <param name="arguments">The arguments: anything that serializes to a JSON object; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> doesn't serialize to a JSON object.</exception>
    public static EmulatorStep CallFunction(string name, object? arguments = null) => new FunctionStep(NotNull(name), ToJson(arguments));

    /// <summary>
    /// The model calls a tool with arguments that LM Studio can't use. On the compatible endpoints, without a <paramref name="server"/>, it is a call of a
    /// function whose arguments break off and are no JSON.
    /// </summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="reason">Why the call is invalid.</param>
    /// <param name="arguments">The arguments: anything that serializes to a JSON object; null for none.</param>
    /// <param name="server">The label of the server or the id of the plugin the tool belongs to, or null when that isn't known.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> or <paramref name="reason"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> doesn't serialize to a JSON object.</exception>
    public static EmulatorStep InvalidToolCall(string tool, string reason, object? arguments = null, string? server = null) =>
        new InvalidToolStep(NotNull(tool), NotNull(reason), arguments is null ? null : ToJson(arguments), server);

    /// <summary>
    /// Generation fails. As the first step of a turn, and in a request that doesn't stream, it is a reply with an error status; later in a stream it is an
    /// <c>error</c> event, followed by <c>chat.end</c> with what was generated. On the compatible endpoints an error ends the stream.
    /// </summary>
    /// <param name="type">The type of the error, for example <c>internal_error</c>.</param>
    /// <param name="message">The message.</param>
    /// <param name="code">The code, or null for none.</param>
    /// <param name="param">The parameter of the request that is at fault, or null for none.</param>
    /// <param name="statusCode">
    /// The HTTP status when the failure is a reply of its own. The default follows from the type: 404 for <c>model_not_found</c>, 501 for
    /// <c>not_implemented</c>, 500 for <c>internal_error</c> and <c>unknown</c>, otherwise 400.
    /// </param>
    /// <param name="endsStream">True for a stream that ends right after the <c>error</c> event, without <c>chat.end</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> or <paramref name="message"/> is null.</exception>
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

    /// <summary>The model pauses, by the clock of <see cref="LmStudioEmulatorOptions.TimeProvider"/>. A pause doesn't end a message.</summary>
    /// <param name="delay">For how long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public static EmulatorStep Wait(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new WaitStep((timeProvider, cancellationToken) => Task.Delay(delay, timeProvider, cancellationToken));
    }

    /// <summary>The model pauses until a task is done: the way to look at a stream that is under way without a race.</summary>
    /// <param name="task">What to wait for.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
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
