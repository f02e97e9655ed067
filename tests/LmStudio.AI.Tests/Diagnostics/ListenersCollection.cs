namespace LmStudio.AI.Tests;

/// <summary>The tests that listen, which take turns, so that one of them can tell what happens when nobody does.</summary>
[CollectionDefinition(Name)]
public sealed class ListenersCollection
{
    public const string Name = "Listeners";
}
