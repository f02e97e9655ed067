using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Finds images in contents and returns their data, the only form that LM Studio supports.</summary>
internal static class ImageUrl
{
    public static bool IsImage(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        _ => false,
    };

    /// <exception cref="NotSupportedException">The image is at an address that LM Studio would have to fetch.</exception>
    public static DataContent GetData(AIContent image) => image switch
    {
        DataContent data => data,
        UriContent { Uri: { IsAbsoluteUri: true, Scheme: "data" } } uri => new DataContent(uri.Uri.OriginalString, uri.MediaType),
        _ => throw new NotSupportedException(
            "LM Studio does not download images. Download the image and pass its bytes as a DataContent."),
    };
}
