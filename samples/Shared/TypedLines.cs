using System.Runtime.CompilerServices;

namespace Samples;

/// <summary>Reads typed or redirected input line by line.</summary>
internal static class TypedLines
{
    /// <param name="input">The input.</param>
    /// <param name="terminal">Receives the prompt, or null if the input is redirected.</param>
    /// <param name="cancellationToken">Ends also the wait for a line.</param>
    public static async IAsyncEnumerable<string> ReadAsync(TextReader input, TextWriter? terminal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            terminal?.Write("› ");
            // A console's own asynchronous read blocks, and would delay Ctrl+C.
            if (await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) is not { } line)
            {
                yield break;
            }

            yield return line;
        }
    }
}
