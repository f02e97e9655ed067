namespace LmStudio.AI.WebChat.Tests;

/// <summary>A test in the browser. Where there is none, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Path is null ? "No Chromium on the PATH (apt-get install chromium)." : null;
}
