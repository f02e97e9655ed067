using ChatSample.Rendering;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>Adds an image to the next message.</summary>
internal sealed class ImageCommand(IAnsiConsole console, ChatSession session)
{
    private const long LargestImage = 20_000_000;

    public async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        // Terminals quote the path of a file that is dropped on them.
        path = path.Trim().Trim('\'', '"');
        if (path.Length == 0)
        {
            console.MarkupLineInterpolated($"Usage: [teal]/image <file>[/]. It is sent with your next message, to a model with vision.");
            return;
        }

        if (MediaType(path) is not { } mediaType)
        {
            console.MarkupLine("[yellow]LM Studio supports PNG and JPEG images.[/]");
            return;
        }

        FileInfo file = new(path);
        if (!file.Exists)
        {
            console.MarkupLineInterpolated($"[yellow]There is no file {TerminalText.Clean(path)}.[/]");
            return;
        }

        if (file.Length > LargestImage)
        {
            console.MarkupLineInterpolated($"[yellow]{TerminalText.Clean(file.Name)} is too large: {file.Length / 1_000_000} MB.[/]");
            return;
        }

        try
        {
            session.Images.Add(new DataContent(await File.ReadAllBytesAsync(path, cancellationToken), mediaType) { Name = file.Name });
            console.MarkupLineInterpolated($"[bold]{TerminalText.Clean(file.Name)}[/] will be sent with your next message.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.MarkupLineInterpolated($"[yellow]{TerminalText.Clean(exception.Message)}[/]");
        }
    }

    private static string? MediaType(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        _ => null,
    };
}
