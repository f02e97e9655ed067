using System.Runtime.CompilerServices;

namespace Samples;

/// <summary>Reads what somebody types, or what a file has, line by line.</summary>
internal static class TypedLines
{
    /// <param name="input">Has the lines.</param>
    /// <param name="terminal">Gets a sign that a line is awaited; null where nobody types.</param>
    /// <param name="cancellationToken">Ends also the wait for a line.</param>
    public static async IAsyncEnumerable<string> ReadAsync(TextReader input, TextWriter? terminal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            terminal?.Write("› ");
            // A console's own asynchronous read blocks, and would keep Ctrl+C waiting.
            if (await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) is not { } line)
            {
                yield break;
            }

            yield return line;
        }
    }
}
