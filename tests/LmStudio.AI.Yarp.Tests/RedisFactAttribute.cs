namespace LmStudio.AI.Yarp.Tests;

/// <summary>A test that needs a real Redis, and is skipped where none is installed.</summary>
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.SkipReason;
}
