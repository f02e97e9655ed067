namespace LmStudio.AI.Tests;

/// <summary>Hears of progress at once and in order, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class InstantProgress<T>(Action<T>? report = null) : IProgress<T>
{
    public List<T> Reports { get; } = [];

    public void Report(T value)
    {
        Reports.Add(value);
        report?.Invoke(value);
    }
}
