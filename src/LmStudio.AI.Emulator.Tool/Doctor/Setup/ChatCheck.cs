using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>Requests a short streamed response from a model: checks whether it responds, and whether the text arrives as it is generated.</summary>
internal static class ChatCheck
{
    /// <summary>The minimum duration of a stream for detecting buffering.</summary>
    private static readonly TimeSpan ShortestStream = TimeSpan.FromMilliseconds(250);

    public static async Task<SetupProblem?> RunAsync(DoctorHttp http, DoctorSettings settings, string model, CancellationToken cancellationToken)
    {
        string request = $$"""{"model":{{JsonSerializer.Serialize(model)}},"input":"Count from one to ten in words.","max_output_tokens":32,"store":false,"stream":true}""";
        DoctorResponse answer;
        try
        {
            answer = await http.PostAsync(ServerCheck.Prefix(settings) + "/api/v1/chat", request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return new SetupProblem($"The connection was closed while '{model}' responded: {exception.Message}", "See LM Studio's server log. A proxy may have closed the connection.");
        }
        catch (TimeoutException exception)
        {
            return new SetupProblem(exception.Message, $"Check whether '{model}' is still loading, or specify a longer --timeout.");
        }

        return Judge(answer, model);
    }

    private static SetupProblem? Judge(DoctorResponse answer, string model)
    {
        IReadOnlyList<string> events = answer.EventNames();
        if (answer.Status == 403)
        {
            return new SetupProblem($"The API token does not permit chats: {answer.Summary}.", "Give the token the permission in LM Studio's Developer settings.");
        }

        if (events.Count == 0)
        {
            return new SetupProblem($"'{model}' does not respond: {answer.Summary}.", "See LM Studio's server log, and try the model in LM Studio's own chat.");
        }

        if (events.Contains("error"))
        {
            return new SetupProblem($"'{model}' fails: {DoctorResponse.Shorten(ErrorOf(answer.Body))}", "See LM Studio's server log, and try the model in LM Studio's own chat.");
        }

        if (!events.Contains("chat.end"))
        {
            return new SetupProblem("The stream ends before the response is complete.", "A proxy cuts off streams: raise its timeouts and limits.");
        }

        bool heldBack = answer.LastByte > ShortestStream && answer.FirstByte > answer.LastByte * 0.9;
        return heldBack
            ? new SetupProblem(
                $"The whole stream arrived at once, after {answer.LastByte.TotalSeconds:0.0} seconds.",
                "A proxy buffers it: turn off buffering for text/event-stream (nginx: 'proxy_buffering off;').")
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
            return DoctorResponse.Text(DoctorResponse.Member(document.RootElement, "error"), "message") ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
