using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The lines of an invoice or a credit note as bytes in pieces, because a row holds less than 1 MiB and an invoice may have any number of lines and each
/// line any number of usage groups. The hash covers all that an invoice says before it is issued.
/// </summary>
internal sealed record InvoiceBody(InvoiceBodyDescription Description, ImmutableArray<ReadOnlyMemory<byte>> Pieces)
{
    private const int PieceBytes = 512 * 1024;

    public static InvoiceBody Of(Invoice draft)
    {
        ReadOnlyMemory<byte> lines = FabricJson.Bytes(draft.Lines);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(lines.Span);
        hash.AppendData(FabricJson.Bytes(InvoiceSummary.Of(draft)));
        var text = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
        return Of(text, lines);
    }

    /// <summary>The lines of a credit note, named by their own hash.</summary>
    public static InvoiceBody Of(ImmutableArray<CreditNoteLine> lines)
    {
        ReadOnlyMemory<byte> bytes = FabricJson.Bytes(lines);
        return Of(Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16)), bytes);
    }

    private static InvoiceBody Of(string hash, ReadOnlyMemory<byte> lines)
    {
        var pieces = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var at = 0; at < lines.Length; at += PieceBytes)
        {
            pieces.Add(lines.Slice(at, Math.Min(PieceBytes, lines.Length - at)));
        }

        return new InvoiceBody(new InvoiceBodyDescription(hash, pieces.Count), pieces.ToImmutable());
    }

    public static ImmutableArray<T> Read<T>(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        using var whole = new MemoryStream();
        foreach (var piece in pieces)
        {
            whole.Write(piece.Span);
        }

        return FabricJson.Read<ImmutableArray<T>>(whole.GetBuffer().AsSpan(0, (int)whole.Length));
    }
}
