using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>A folder with a JSON file for each exchange, in the order of the requests.</summary>
internal sealed class RecordingFolder(string path)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Files are read by people, not by browsers.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private int _count;

    public string Path { get; } = path;

    /// <summary>Creates the folder, if it does not exist, and continues the numbering of its files.</summary>
    public static RecordingFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        RecordingFolder folder = new(path);
        folder._count = folder.Files().Count();
        return folder;
    }

    /// <summary>Returns the next number. Overlapping exchanges keep the order of their requests.</summary>
    public int NextNumber() => Interlocked.Increment(ref _count);

    /// <returns>The name of the file.</returns>
    public async Task<string> WriteAsync(int number, RecordedExchange exchange)
    {
        string route = exchange.Request.Path.Split('?')[0].Trim('/').Replace('/', '-');
        string name = string.Create(CultureInfo.InvariantCulture, $"{number:0000}-{exchange.Request.Method.ToLowerInvariant()}-{Shorten(route)}.json");
        FileStream file = File.Create(System.IO.Path.Combine(Path, name));
        await using (file.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(file, exchange, Options).ConfigureAwait(false);
        }

        return name;
    }

    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">A file is not a recorded exchange.</exception>
    public async Task<IReadOnlyList<(string Name, RecordedExchange Exchange)>> ReadAsync(CancellationToken cancellationToken)
    {
        List<(string, RecordedExchange)> exchanges = [];
        foreach (string file in Files())
        {
            string name = System.IO.Path.GetFileName(file);
            FileStream stream = File.OpenRead(file);
            await using (stream.ConfigureAwait(false))
            {
                try
                {
                    exchanges.Add((name, (await JsonSerializer.DeserializeAsync<RecordedExchange>(stream, Options, cancellationToken).ConfigureAwait(false))!));
                }
                catch (JsonException exception)
                {
                    throw new InvalidDataException($"{name} is not a recorded exchange: {exception.Message}", exception);
                }
            }
        }

        return exchanges.Count > 0 ? exchanges : throw new InvalidDataException($"{Path} has no recorded exchanges (files such as 0001-post-api-v1-chat.json).");
    }

    private static string Shorten(string route) => route.Length > 60 ? route[..60] : route;

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Path, "*.json").Where(IsExchange).Order(StringComparer.Ordinal);

    private static bool IsExchange(string file) => System.IO.Path.GetFileName(file) is [>= '0' and <= '9', ..];
}
