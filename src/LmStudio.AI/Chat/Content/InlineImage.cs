using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>An image that is sent as data. Its bytes are encoded directly into the request body, as a string would take megabytes.</summary>
/// <param name="mediaType">The media type in lowercase, as servers expect it.</param>
/// <param name="bytes">The image.</param>
internal sealed class InlineImage(string mediaType, ReadOnlyMemory<byte> bytes)
{
    /// <summary>A multiple of three, so that there is no padding between pieces.</summary>
    private const int BytesPerPiece = 12 * 1024;

    public string MediaType { get; } = mediaType;

    private string UrlBeginning => $"data:{MediaType};base64,";

    /// <exception cref="NotSupportedException">The image is at an address that LM Studio would have to fetch.</exception>
    public static InlineImage From(AIContent image)
    {
        DataContent data = ImageUrl.GetData(image);
        return new InlineImage(data.MediaType.ToLowerInvariant(), data.Data);
    }

    /// <summary>Returns the <c>data:</c> URL.</summary>
    public override string ToString() => UrlBeginning + Convert.ToBase64String(bytes.ToArray());

    /// <summary>Writes the <c>data:</c> URL as a JSON string.</summary>
    public void WriteUrl(Utf8JsonWriter writer)
    {
        writer.WriteStringValueSegment(Encoding.UTF8.GetBytes(UrlBeginning), isFinalSegment: false);
        WriteBase64(writer);
    }

    /// <summary>Writes the bytes as a JSON string in base64.</summary>
    public void WriteBase64(Utf8JsonWriter writer)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(BytesPerPiece));
        ReadOnlySpan<byte> rest = bytes.Span;
        do
        {
            int length = Math.Min(rest.Length, BytesPerPiece);
            _ = Base64.EncodeToUtf8(rest.Slice(0, length), piece, out _, out int written);
            rest = rest.Slice(length);
            writer.WriteStringValueSegment(piece.AsSpan(0, written), isFinalSegment: rest.IsEmpty);
        }
        while (!rest.IsEmpty);

        ArrayPool<byte>.Shared.Return(piece);
    }
}
