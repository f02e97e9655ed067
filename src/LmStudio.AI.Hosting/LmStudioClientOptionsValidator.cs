using Microsoft.Extensions.Options;

namespace LmStudio.AI;

/// <summary>Validates the options of registered clients, from any source.</summary>
internal sealed class LmStudioClientOptionsValidator : IValidateOptions<LmStudioClientOptions>
{
    public ValidateOptionsResult Validate(string? name, LmStudioClientOptions options)
    {
        List<string> failures = [];
        Check(() => LmStudioEndpoint.Resolve(options.Endpoint, httpClientBaseAddress: null));
        if (options.ApiTokenProvider is null)
        {
            Check(() => LmStudioApiToken.Resolve(options.ApiToken));
        }

        if (!Enum.IsDefined(typeof(LmStudioApiDialect), options.Dialect))
        {
            failures.Add($"{nameof(LmStudioClientOptions.Dialect)} is {(int)options.Dialect}, which is no {nameof(LmStudioApiDialect)}.");
        }

        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.Select(failure => $"{Describe(name)}: {failure}"));

        void Check(Func<object?> resolve)
        {
            try
            {
                _ = resolve();
            }
            catch (ArgumentException exception)
            {
                failures.Add(exception.Message);
            }
        }
    }

    /// <summary>Names a client in a message.</summary>
    public static string Describe(string? name) => string.IsNullOrEmpty(name) ? "LM Studio client" : $"LM Studio client '{name}'";
}
