using System.Globalization;
using System.Security.Cryptography;

namespace LmStudio.AI.Emulator;

/// <summary>Creates ids in the formats of LM Studio.</summary>
internal static class NewId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>For example <c>chatcmpl-k5xuel0koulocdoq39mav</c>.</summary>
    public static string Alphanumeric(string prefix, int length = 21) => prefix + RandomNumberGenerator.GetString(Alphabet, length);

    public static string Hexadecimal(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The id of a function call, for example <c>682997534</c>. This is not OpenAI's format.</summary>
    /// <remarks>See <see href="https://github.com/LibreChat-AI/agents/issues/23"/>.</remarks>
    public static string Number() => RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture);
}
