using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Generates a response and sends it, as a stream or as a whole.</summary>
internal sealed class AnswerSender(EmulatorFaults faults)
{
    /// <exception cref="WireException">The response fails before any of it is sent.</exception>
    public async Task SendAsync(HttpResponse response, Answer answer, IAnswerWriter writer, bool stream, CancellationToken cancellationToken)
    {
        if (stream)
        {
            await StreamAsync(response, answer, writer, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (faults.SilentStart)
        {
            throw CompatErrors.Text("Context size has been exceeded.", 500);
        }

        await foreach ((StreamFrame Frame, WireException? Failure) item in RunAsync(answer, writer, cancellationToken).ConfigureAwait(false))
        {
            if (item.Failure is not null)
            {
                throw item.Failure;
            }
        }

        await HttpReply.WriteAsync(response, writer.Reply(), cancellationToken).ConfigureAwait(false);
    }

    private async Task StreamAsync(HttpResponse response, Answer answer, IAnswerWriter writer, CancellationToken cancellationToken)
    {
        EventStream stream = new(response, faults);
        try
        {
            IAsyncEnumerable<(StreamFrame Frame, WireException? Failure)> frames = RunAsync(answer, writer, cancellationToken);
            await foreach ((StreamFrame frame, _) in stream.SendWhileWaitingAsync(frames, cancellationToken).ConfigureAwait(false))
            {
                if (!await stream.WriteAsync(frame.Name, frame.Data, frame.IsNamed, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not IOException && response.HasStarted)
        {
            // The headers have been sent: errors, for example of a chat client, can only be reported in the stream.
            foreach (StreamFrame frame in writer.Fail(WireErrors.Internal(exception.Message)))
            {
                await stream.WriteAsync(frame.Name, frame.Data, frame.IsNamed, cancellationToken).ConfigureAwait(false);
            }
        }

        await stream.SendAsync(cancellationToken).ConfigureAwait(false);
        if (faults.KeepOpenAfterChatEnd)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Generates the response. The frames of a failure include its exception, for a request that does not stream.</summary>
    private async IAsyncEnumerable<(StreamFrame Frame, WireException? Failure)> RunAsync(
        Answer answer, IAnswerWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((StreamFrame? frame, WireException? failure) in RunCoreAsync(answer, writer, cancellationToken).ConfigureAwait(false))
        {
            yield return (frame, failure);
            if (frame.Name == faults.ErrorAfterEvent)
            {
                foreach ((StreamFrame Frame, WireException? Failure) failed in Fail(writer, WireErrors.Internal("A fault of the emulator caused this error.")))
                {
                    yield return failed;
                }

                yield break;
            }
        }
    }

    private static async IAsyncEnumerable<(StreamFrame Frame, WireException? Failure)> RunCoreAsync(
        Answer answer, IAnswerWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (StreamFrame frame in writer.Start())
        {
            yield return (frame, null);
        }

        WireException? failure = answer.Refusal;
        await foreach (GenerationEvent happened in RunUnlessRefused(answer, cancellationToken).ConfigureAwait(false))
        {
            if (happened is GenerationEvent.Failure failed)
            {
                failure = failed.Exception;
                break;
            }

            foreach (StreamFrame frame in writer.Write(happened))
            {
                yield return (frame, null);
            }
        }

        foreach ((StreamFrame, WireException?) last in failure is null ? writer.End().Select(frame => (frame, failure)) : Fail(writer, failure))
        {
            yield return last;
        }
    }

    private static IAsyncEnumerable<GenerationEvent> RunUnlessRefused(Answer answer, CancellationToken cancellationToken) =>
        answer.Refusal is null ? answer.Generation.RunAsync(cancellationToken) : AsyncEnumerable.Empty<GenerationEvent>();

    private static IEnumerable<(StreamFrame Frame, WireException? Failure)> Fail(IAnswerWriter writer, WireException failure) =>
        writer.Fail(failure).Select(frame => (frame, (WireException?)failure));
}
