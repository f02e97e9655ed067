using LmStudio.AI.Benchmarks;

if (args is [GatewayHost.Name, string kind, string server])
{
    await GatewayHost.RunAsync(usesAffinity: kind == "affinity", server);
    return 0;
}

// Each benchmark is a name and a method that prints what it measured and returns whether it is within its bounds.
Dictionary<string, Func<Task<bool>>> benchmarks = new(StringComparer.OrdinalIgnoreCase)
{
    ["embeddings"] = EmbeddingBenchmark.RunAsync,
    ["gateway"] = GatewayBenchmark.RunAsync,
    ["streaming"] = StreamingBenchmark.RunAsync,
};

string[] names = args.Length > 0 ? args : [.. benchmarks.Keys];
bool withinBounds = true;
foreach (string name in names)
{
    if (!benchmarks.TryGetValue(name, out Func<Task<bool>>? benchmark))
    {
        Console.Error.WriteLine($"There is no benchmark '{name}'. There are: {string.Join(", ", benchmarks.Keys)}.");
        return 2;
    }

    withinBounds &= await benchmark();
}

return withinBounds ? 0 : 1;
