using LmStudio.AI.Benchmarks;

switch (args)
{
    case [ColdStart.Argument, string client, string server]:
        return await ColdStart.RunAsync(client, new Uri(server));

    case [GatewayHost.Name, string kind, string server]:
        await GatewayHost.RunAsync(usesAffinity: kind == "affinity", server);
        return 0;

    // Has a table of its own, as two processes are measured.
    case ["gateway"]:
        return await GatewayBenchmark.RunAsync() ? 0 : 1;
}

// Bounds are wide: they fail where something costs a multiple of what it did, and never for noise.
bool isQuick = args.Contains("--quick");
string[] words = [.. args.Where(static argument => !argument.StartsWith("--", StringComparison.Ordinal))];
TimeSpan duration = TimeSpan.FromSeconds(isQuick ? 1.2 : 8);

// Streams share most of their code: measured before it is optimized, the first rows would pay for all.
Row[] streams = [.. StreamRows.Create()];
for (long end = Environment.TickCount64 + 6_000; Environment.TickCount64 < end;)
{
    foreach (Row row in streams)
    {
        await row.Ours.RunAsync();
        await row.Peer.RunAsync();
    }
}

bool isWithinBounds = true;
int rows = 0;
Console.WriteLine(Measurement.Header);
foreach (Row row in streams.Concat(RequestRows.Create()).Concat(ConversationRows.Create()).Concat(EmbeddingRows.Create()).Concat(ColdStart.Create()))
{
    if (words.Length == 0 || words.Any(word => row.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
    {
        rows++;
        isWithinBounds &= await Measurement.RunAsync(row, duration);
    }
}

if (rows == 0)
{
    Console.Error.WriteLine("No row has one of the words in its name.");
    return 2;
}

return isWithinBounds ? 0 : 1;
