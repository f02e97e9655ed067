namespace LmStudio.AI;

/// <summary>The names of the connector's activity source and meter, for OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.</summary>
/// <remarks>
/// They cover model loads, downloads, and the times and speeds that the server reports. For chats, use <c>UseOpenTelemetry</c> of
/// Microsoft.Extensions.AI; the connector adds tags to its spans.
/// </remarks>
public static class LmStudioTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "LmStudio.AI";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "LmStudio.AI";
}
