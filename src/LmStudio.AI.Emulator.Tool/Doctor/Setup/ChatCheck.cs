using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>Asks a model for a few words as a stream: whether it answers, and whether the words come as they are written.</summary>
internal static class ChatCheck
{
    /// <summary>The time that a stream takes at least to tell whether it was held back.</summary>
    private static readonly TimeSpan ShortestStream = TimeSpan.FromMilliseconds(250);

    public static async Task<SetupProblem?> RunAsync(DoctorHttp http, DoctorSettings settings, string model, CancellationToken cancellationToken)
    {
        string request = $$"""{"model":{{JsonSerializer.Serialize(model)}},"input":"Count from one to ten in words.","max_output_tokens":32,"store":false,"stream":true}""";
        DoctorAnswer answer;
        try
        {
            answer = await http.PostAsync(ServerCheck.Prefix(settings) + "/api/v1/chat", request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return new SetupProblem($"The connection broke while '{model}' answered: {exception.Message}", "See LM Studio's server log. A proxy between may have cut it.");
        }
        catch (TimeoutException exception)
        {
            return new SetupProblem(exception.Message, $"Look whether '{model}' is still loading, or pass a longer --timeout.");
        }

        return Judge(answer, model);
    }

    private static SetupProblem? Judge(DoctorAnswer answer, string model)
    {
        IReadOnlyList<string> events = answer.EventNames();
        if (answer.Status == 403)
        {
            return new SetupProblem($"The API token may not chat: {answer.Summary}.", "Give the token the permission in LM Studio's Developer settings.");
        }

        if (events.Count == 0)
        {
            return new SetupProblem($"'{model}' gives no answer: {answer.Summary}.", "See LM Studio's server log, and try the model in LM Studio's own chat.");
        }

        if (events.Contains("error"))
        {
            return new SetupProblem($"'{model}' fails: {DoctorAnswer.Shorten(ErrorOf(answer.Body))}", "See LM Studio's server log, and try the model in LM Studio's own chat.");
        }

        if (!events.Contains("chat.end"))
        {
            return new SetupProblem("The stream ends before the answer does.", "A proxy between cuts streams: raise its timeouts and limits.");
        }

        bool heldBack = answer.LastByte > ShortestStream && answer.FirstByte > answer.LastByte * 0.9;
        return heldBack
            ? new SetupProblem(
                $"The whole stream came at once, after {answer.LastByte.TotalSeconds:0.0} seconds.",
                "A proxy between buffers it: switch buffering off for text/event-stream (nginx: 'proxy_buffering off;').")
            : null;
    }

    private static string ErrorOf(string stream)
    {
        int start = stream.IndexOf("event: error", StringComparison.Ordinal);
        int data = stream.IndexOf("data:", start, StringComparison.Ordinal);
        string text = stream[(data + 5)..].Split('\n')[0].Trim();
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return DoctorAnswer.Text(DoctorAnswer.Member(document.RootElement, "error"), "message") ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
