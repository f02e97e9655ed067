namespace LmStudio.AI;

/// <summary>Treats empty texts as missing, such as settings, descriptions and form fields that were left empty.</summary>
internal static class GivenText
{
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
