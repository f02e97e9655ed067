namespace LmStudio.AI.Fuzz;

/// <summary>An event of a stream; the name is null where the endpoint sends data only.</summary>
internal sealed record WireEvent(string? Name, string Data)
{
    public override string ToString() => Name is null ? $"data: {Data}\n\n" : $"event: {Name}\ndata: {Data}\n\n";
}
