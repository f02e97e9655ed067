namespace LmStudio.AI;

/// <summary>The names by which to subscribe to what the connector measures: pass them to OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.</summary>
/// <remarks>
/// They tell what middleware for chats cannot see: model loads, downloads, and the times and speeds that the server reports. For the chats
/// themselves there is <c>UseOpenTelemetry</c> of Microsoft.Extensions.AI, to whose spans the connector adds tags.
/// </remarks>
public static class LmStudioTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "LmStudio.AI";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "LmStudio.AI";
}
