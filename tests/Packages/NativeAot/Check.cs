namespace AotApp;

/// <summary>A named check that prints what it saw and fails the app with a message.</summary>
internal static class Check
{
    public static async Task RunAsync(string name, Func<Task<string>> check)
    {
        try
        {
            Console.WriteLine($"{name}: {await check()}");
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"{name}: {exception}");
            Environment.ExitCode = 1;
        }
    }

    public static string NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? throw new InvalidOperationException("The answer is empty.") : text;
}
