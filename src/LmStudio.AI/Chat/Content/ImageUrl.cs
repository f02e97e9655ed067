using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Recognizes images among contents, and gives their <c>data:</c> URLs, the only form that LM Studio takes.</summary>
internal static class ImageUrl
{
    public static bool IsImage(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        _ => false,
    };

    /// <summary>Returns the URL in the form that the server is known to take: in base64, with the media type in small letters.</summary>
    /// <exception cref="NotSupportedException">The image is at an address that LM Studio would have to fetch.</exception>
    public static string Get(AIContent image)
    {
        DataContent data = GetData(image);
        string beginning = $"data:{GetMediaType(data)};base64,";

        // Mostly it is there already, and an image is megabytes of text.
        return data.Uri.StartsWith(beginning, StringComparison.Ordinal) ? data.Uri : beginning + data.Base64Data.ToString();
    }

    /// <exception cref="NotSupportedException">The image is at an address that LM Studio would have to fetch.</exception>
    public static DataContent GetData(AIContent image) => image switch
    {
        DataContent data => data,
        UriContent { Uri: { IsAbsoluteUri: true, Scheme: "data" } } uri => new DataContent(uri.Uri.OriginalString, uri.MediaType),
        _ => throw new NotSupportedException(
            "LM Studio takes images as data and does not fetch addresses. Download the image and pass its bytes as a DataContent."),
    };

    public static string GetMediaType(DataContent image) => image.MediaType.ToLowerInvariant();
}
