using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the response of the download status.</summary>
internal static class DownloadStatusReader
{
    public static bool CanRead(JsonDocument answer, string jobId) => Read(answer, jobId) is { Status.Length: > 0 };

    public static LmStudioDownload? Read(JsonDocument answer, string jobId)
    {
        JsonElement root = answer.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        LmStudioDownload? download;
        try
        {
            download = root.TryGetProperty("status", out _)
                ? root.Deserialize(ResponseJsonContext.Default.LmStudioDownload)
                : root.Deserialize(ResponseJsonContext.Default.DraftDownloadList)?.Find(jobId);
        }
        catch (JsonException)
        {
            return null;
        }

        // The status of one job may not contain the requested id.
        download?.JobId ??= jobId;
        return download;
    }
}
