using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>Something that must hold for every generated input.</summary>
internal sealed class FuzzProperty
{
    private readonly Action<long, string?> _sample;
    private long _inputs;

    private FuzzProperty(string name, Action<long, string?> sample)
    {
        Name = name;
        _sample = sample;
    }

    public string Name { get; }

    /// <summary>Gets how many inputs were tried so far.</summary>
    public long Inputs => Interlocked.Read(ref _inputs);

    public static FuzzProperty Create<T>(string name, Gen<T> inputs, Action<T> check, Func<T, string> print)
    {
        FuzzProperty? property = null;
        property = new FuzzProperty(name, (count, seed) => inputs.Sample(
            input =>
            {
                Interlocked.Increment(ref property!._inputs);
                check(input);
            },
            seed: seed,
            iter: count,
            threads: 1,
            print: print));
        return property;
    }

    /// <param name="count">How many inputs to try.</param>
    /// <param name="seed">The seed of the first input; null for a random one.</param>
    /// <exception cref="CsCheckException">An input fails: the message has the smallest that was found, and its seed.</exception>
    public void Run(long count, string? seed = null) => _sample(count, seed);

    public override string ToString() => Name;
}
