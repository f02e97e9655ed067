using System.ClientModel;
using LmStudio.AI;

namespace PipelineSample.Endpoints;

/// <summary>Distinguishes unavailable servers from requests that no server would accept.</summary>
internal static class Outage
{
    public static bool IsOutage(Exception exception) => exception switch
    {
        LmStudioException failure => failure.Kind is LmStudioErrorKind.Unreachable
            or LmStudioErrorKind.Timeout
            or LmStudioErrorKind.UnsupportedServer
            or LmStudioErrorKind.Redirected
            or LmStudioErrorKind.TooManyRequests
            or LmStudioErrorKind.InvalidResponse
            or LmStudioErrorKind.StreamInterrupted
            or LmStudioErrorKind.ModelLoadFailed
            or LmStudioErrorKind.ServerError,
        // Status 0 means that there was no response.
        ClientResultException failure => failure.Status is 0 or 408 or 429 or >= 500,
        HttpRequestException or IOException => true,
        _ => false,
    };
}
