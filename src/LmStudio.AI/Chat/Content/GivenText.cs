namespace LmStudio.AI;

/// <summary>Takes empty texts for none: a setting, a description or a field of a form that nobody has filled in says nothing.</summary>
internal static class GivenText
{
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
