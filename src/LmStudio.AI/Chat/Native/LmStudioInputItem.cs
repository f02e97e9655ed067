namespace LmStudio.AI;

/// <summary>A part of the user's input: text or an image. All parts of a request form one user message.</summary>
public sealed class LmStudioInputItem
{
    /// <summary>Gets or sets the type: <c>text</c> or <c>image</c>. (The official documentation says <c>message</c>, which the server rejects.)</summary>
    public string Type { get; set; } = "text";

    /// <summary>Gets or sets the text of a text item.</summary>
    public string? Content { get; set; }

    /// <summary>Gets or sets the <c>data:</c> URL of an image. The server does not accept http URLs.</summary>
    /// <remarks>For an image of a message, it is created on demand.</remarks>
    public string? DataUrl
    {
        get => field ??= InlineImage?.ToString();
        set
        {
            field = value;
            InlineImage = null;
        }
    }

    /// <summary>Gets the image of a message, which is written without creating a string.</summary>
    internal InlineImage? InlineImage { get; private set; }

    /// <summary>Creates a text item.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static LmStudioInputItem Text(string content) => new() { Content = Throw.IfNull(content) };

    /// <summary>Creates an image item.</summary>
    /// <param name="dataUrl">The image as a <c>data:</c> URL, base64-encoded.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="dataUrl"/> is <see langword="null"/>.</exception>
    public static LmStudioInputItem Image(string dataUrl) => new() { Type = "image", DataUrl = Throw.IfNull(dataUrl) };

    internal static LmStudioInputItem FromInlineImage(InlineImage image) => new() { Type = "image", InlineImage = image };
}
