using System.CommandLine.Parsing;
using System.Globalization;

namespace LmStudio.AI.Emulator.Tool;

/// <summary>Reads the number of an option.</summary>
internal static class NumberArgument
{
    /// <param name="result">The argument as it was written.</param>
    /// <param name="error">What to say when it is not a number, or not a valid one.</param>
    /// <param name="isValid">Tells whether the number is valid.</param>
    /// <param name="fallback">The value when the option is left out.</param>
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
