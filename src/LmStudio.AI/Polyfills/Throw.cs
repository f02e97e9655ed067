using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LmStudio.AI;

/// <summary>Argument checks that return their argument, on every target framework.</summary>
internal static class Throw
{
    public static T IfNull<T>([NotNull] T? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
        where T : class =>
        argument ?? throw new ArgumentNullException(paramName);

    public static string IfNullOrWhiteSpace([NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null) =>
        !string.IsNullOrWhiteSpace(IfNull(argument, paramName))
            ? argument
            : throw new ArgumentException("The value cannot be an empty string or composed entirely of whitespace.", paramName);
}
