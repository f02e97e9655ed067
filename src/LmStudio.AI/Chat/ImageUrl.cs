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

    /// <exception cref="NotSupportedException">The image is at an address that LM Studio would have to fetch.</exception>
    public static string Get(AIContent image) => image switch
    {
        DataContent data => data.Uri,
        UriContent { Uri.Scheme: "data" } uri => uri.Uri.OriginalString,
        _ => throw new NotSupportedException(
            "LM Studio takes images as data and does not fetch addresses. Download the image and pass its bytes as a DataContent."),
    };
}
