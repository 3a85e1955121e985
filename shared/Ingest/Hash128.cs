using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace RevenueFunctions.Ingest;

/// <summary>SHA-256 cut to 128 bits: long enough that no two events of a company's lifetime share one by chance.</summary>
internal static class Hash128
{
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Writes 32 hex digits.</summary>
    public static void Write(UInt128 hash, Span<char> to)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        Convert.TryToHexStringLower(bytes, to, out _);
    }

    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    public static UInt128 Parse(string text) => UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>
    /// What one record adds to a set hash. Sets are hashed by adding these (mod 2^128), so order does not matter and a record can be
    /// taken out again. The product ties identity and content together: exchanging the contents of two records changes the sum.
    /// </summary>
    public static UInt128 Element(UInt128 identity, UInt128 content) =>
        (identity | UInt128.One) * (content ^ (identity >> 1)) + identity;
}
