namespace LmStudio.AI.WebChat.Tests;

/// <summary>The tests that share a browser, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
