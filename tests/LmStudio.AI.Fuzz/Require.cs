namespace LmStudio.AI.Fuzz;

/// <summary>Fails a property.</summary>
internal static class Require
{
    public static void That(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
