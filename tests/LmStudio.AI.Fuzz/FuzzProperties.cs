namespace LmStudio.AI.Fuzz;

/// <summary>All properties.</summary>
internal static class FuzzProperties
{
    public static IReadOnlyList<FuzzProperty> All { get; } =
    [
        .. EventStreamProperties.All,
        .. WireFormat.All.SelectMany(RepeatedEventProperties.For),
        .. WireFormat.All.SelectMany(AnswerProperties.For),
        .. OtherAnswerProperties.All,
        .. SchemaProperties.All,
    ];
}
