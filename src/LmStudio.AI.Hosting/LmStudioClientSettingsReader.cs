using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LmStudio.AI;

/// <summary>Reads options from configuration sections and connection strings. Errors name the invalid setting but not its value, which may be a secret.</summary>
internal sealed class LmStudioClientSettingsReader(string optionsName, LmStudioClientOptions options)
{
    private const string Key = "Key";
    private static readonly string[] ConnectionStringKeys =
    [
        nameof(LmStudioClientOptions.Endpoint),
        nameof(LmStudioClientOptions.Model),
        nameof(LmStudioClientOptions.ApiToken),
        Key,
    ];

    private readonly List<string> _failures = [];

    /// <summary>Reads the settings of a section and keeps the others.</summary>
    public void ReadSection(IConfiguration section)
    {
        string path = section is IConfigurationSection { Path: var sectionPath } ? sectionPath + ":" : "";
        Read(section[nameof(LmStudioClientOptions.Endpoint)], $"'{path}Endpoint'", SetEndpoint);
        Read(section[nameof(LmStudioClientOptions.ApiToken)], $"'{path}ApiToken'", SetToken, orEmpty: true);
        Read(section[nameof(LmStudioClientOptions.Model)], $"'{path}Model'", (value, _) => options.Model = value);
        Read(section[nameof(LmStudioClientOptions.Dialect)], $"'{path}Dialect'", SetDialect);
    }

    /// <summary>Reads <c>Endpoint=…;Model=…;ApiToken=…</c>, where <c>Key</c> is an alias of the token, or only an address.</summary>
    public void ReadConnectionString(string connectionName, string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return;
        }

        string setting = $"'ConnectionStrings:{connectionName}'";

        // Further parts could be read as the address's path.
        if (Uri.TryCreate(connectionString, UriKind.Absolute, out _) && connectionString!.IndexOf(';') < 0)
        {
            SetEndpoint(connectionString, setting);
            return;
        }

        DbConnectionStringBuilder parts = new();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            _failures.Add($"{setting} cannot be read. Write it like 'Endpoint=http://localhost:1234;Model=openai/gpt-oss-20b;ApiToken=…'.");
            return;
        }

        if (parts.Keys.Cast<string>().Any(static key => !ConnectionStringKeys.Contains(key, StringComparer.OrdinalIgnoreCase)))
        {
            // The unknown part is not in the message: it could be the end of a token with a semicolon.
            _failures.Add($"{setting} has a part that is none of {string.Join(", ", ConnectionStringKeys)}. Correct or remove it, and quote values that contain a semicolon.");
        }

        string? token = Get(nameof(LmStudioClientOptions.ApiToken));
        if (token is not null && Get(Key) is { } other && other != token)
        {
            _failures.Add($"{setting} has a different token in 'ApiToken' and in 'Key', which mean the same. Remove one.");
        }

        Read(Get(nameof(LmStudioClientOptions.Endpoint)), $"'Endpoint' of {setting}", SetEndpoint);
        Read(Get(nameof(LmStudioClientOptions.Model)), $"'Model' of {setting}", (value, _) => options.Model = value);
        Read(token ?? Get(Key), token is null ? $"'Key' of {setting}" : $"'ApiToken' of {setting}", SetToken);

        string? Get(string key) => parts.TryGetValue(key, out object? value) ? value?.ToString() : null;
    }

    /// <exception cref="OptionsValidationException">A setting is invalid.</exception>
    public void ThrowIfWrong()
    {
        if (_failures.Count > 0)
        {
            throw new OptionsValidationException(
                optionsName,
                typeof(LmStudioClientOptions),
                _failures.Select(failure => $"{LmStudioClientOptionsValidator.Describe(optionsName)}: {failure}"));
        }
    }

    private static void Read(string? value, string setting, Action<string, string> set, bool orEmpty = false)
    {
        if (value is not null && (orEmpty || !string.IsNullOrWhiteSpace(value)))
        {
            set(value, setting);
        }
    }

    private void SetEndpoint(string value, string setting)
    {
        if (Uri.TryCreate(value.Trim(), UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0)
        {
            options.Endpoint = endpoint;
            return;
        }

        _failures.Add($"{setting} is not an absolute http or https address without user name and password. Write it like 'http://localhost:1234'.");
    }

    private void SetToken(string value, string setting)
    {
        try
        {
            _ = LmStudioApiToken.Check(value);
            options.ApiToken = value;
        }
        catch (ArgumentException)
        {
            _failures.Add($"{setting} contains white space or non-ASCII characters, which API tokens do not have. Copy it again from LM Studio's server settings.");
        }
    }

    private void SetDialect(string value, string setting)
    {
        if (Enum.TryParse(value, ignoreCase: true, out LmStudioApiDialect dialect) && Enum.IsDefined(typeof(LmStudioApiDialect), dialect))
        {
            options.Dialect = dialect;
            return;
        }

        _failures.Add($"{setting} is none of {string.Join(", ", Enum.GetNames(typeof(LmStudioApiDialect)))}.");
    }
}
