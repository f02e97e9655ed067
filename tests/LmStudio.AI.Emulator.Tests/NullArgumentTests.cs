namespace LmStudio.AI.Emulator.Tests;

public class NullArgumentTests
{
    [Fact]
    public async Task ModelMethods_Null_Throw()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();

        Assert.Throws<ArgumentNullException>("key", () => lmStudio.LoadModel(null!));
        Assert.Throws<ArgumentNullException>("instanceId", () => lmStudio.UnloadModel(null!));
        Assert.Throws<ArgumentNullException>("key", () => lmStudio.DeleteModel(null!));
    }

    [Fact]
    public void Options_Null_Throw()
    {
        LmStudioEmulatorOptions options = new();

        Assert.Throws<ArgumentNullException>(() => options.Faults = null!);
        Assert.Throws<ArgumentNullException>(() => options.TimeProvider = null!);
    }
}
