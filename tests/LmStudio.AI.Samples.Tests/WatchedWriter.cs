using System.Text;

namespace LmStudio.AI.Samples.Tests;

/// <summary>Keeps what is written, and tells when a text has appeared in it: the way to act in the middle of an answer without a sleep.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private string? _wanted;
    private TaskCompletionSource? _appeared;

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString().ReplaceLineEndings("\n");
            }
        }
    }

    public Task WaitForAsync(string text)
    {
        lock (_gate)
        {
            _wanted = text;
            _appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Check();
            return _appeared.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _ = _text.Append(value);
            Check();
        }
    }

    private void Check()
    {
        if (_wanted is not null && _text.ToString().Contains(_wanted, StringComparison.Ordinal))
        {
            _ = _appeared!.TrySetResult();
        }
    }
}
