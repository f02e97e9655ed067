using System.Buffers.Binary;
using System.Text;

namespace LmStudio.AI.Yarp;

/// <summary>The server that stored a conversation.</summary>
/// <param name="DestinationId">The server's destination id.</param>
/// <param name="Token">The fingerprint of the token that started the conversation.</param>
internal readonly record struct ConversationOwner(string DestinationId, UInt128 Token)
{
    private const int TokenSize = 16;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[TokenSize + Encoding.UTF8.GetByteCount(DestinationId)];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Token);
        _ = Encoding.UTF8.GetBytes(DestinationId, bytes.AsSpan(TokenSize));
        return bytes;
    }

    /// <returns>The owner, or <see langword="null"/> if the bytes are invalid.</returns>
    public static ConversationOwner? FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length <= TokenSize
        ? null
        : new ConversationOwner(Encoding.UTF8.GetString(bytes[TokenSize..]), BinaryPrimitives.ReadUInt128BigEndian(bytes));
}
