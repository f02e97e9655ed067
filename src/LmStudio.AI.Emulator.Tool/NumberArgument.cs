using System.CommandLine.Parsing;
using System.Globalization;

namespace LmStudio.AI.Emulator.Tool;

/// <summary>Parses numeric options.</summary>
internal static class NumberArgument
{
    /// <param name="result">The argument as entered.</param>
    /// <param name="error">The error message if the argument is not a valid number.</param>
    /// <param name="isValid">Returns whether the number is valid.</param>
    /// <param name="fallback">The value if the option is not specified.</param>
    public static T Parse<T>(ArgumentResult result, string error, Predicate<T> isValid, T fallback)
        where T : IParsable<T>
    {
        if (result.Tokens is not [Token token])
        {
            return fallback;
        }

        if (T.TryParse(token.Value, CultureInfo.InvariantCulture, out T? number) && isValid(number))
        {
            return number;
        }

        result.AddError(error);
        return fallback;
    }
}
