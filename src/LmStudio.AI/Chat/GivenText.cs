namespace LmStudio.AI;

/// <summary>Takes empty texts for none: a setting or a field of a form that nobody has filled in names no model and no conversation.</summary>
internal static class GivenText
{
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
