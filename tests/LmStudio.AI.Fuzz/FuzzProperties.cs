namespace LmStudio.AI.Fuzz;

/// <summary>All properties.</summary>
internal static class FuzzProperties
{
    public static IReadOnlyList<FuzzProperty> All { get; } =
    [
        .. WireFormat.All.SelectMany(AnswerProperties.For),
        .. OtherAnswerProperties.All,
        .. SchemaProperties.All,
    ];
}
