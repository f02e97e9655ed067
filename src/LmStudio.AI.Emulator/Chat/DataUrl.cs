namespace LmStudio.AI.Emulator;

/// <summary>Reads images in base64 data URLs, the only form that LM Studio supports.</summary>
internal static class DataUrl
{
    private const string Marker = ";base64,";

    public static InputPart.Image? ReadImage(string url)
    {
        int marker = url.IndexOf(Marker, StringComparison.Ordinal);
        return url.StartsWith("data:image/", StringComparison.Ordinal) && marker > 0
            ? ReadImage(url["data:".Length..marker], url[(marker + Marker.Length)..])
            : null;
    }

    public static InputPart.Image? ReadImage(string mediaType, string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? new(mediaType, bytes.AsMemory(0, length)) : null;
    }
}
