using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Yarp;

/// <summary>Computes fingerprints to compare tokens without storing them.</summary>
internal static class TokenFingerprint
{
    private const string Bearer = "Bearer ";

    /// <summary>Returns the token of a request, or an empty string.</summary>
    public static string FindToken(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString().Trim();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
            : authorization.Length > 0 ? authorization
            : request.Headers["x-api-key"].ToString();
    }

    /// <summary>
    /// Returns the fingerprint of a token for one conversation. It differs for each conversation, so fingerprints do not reveal whether two conversations have
    /// the same token.
    /// </summary>
    public static UInt128 Compute(string conversationId, string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(Encoding.UTF8.GetBytes(conversationId + "\n" + token), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
