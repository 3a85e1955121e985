using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The lines of an invoice as bytes in pieces, because a row holds less than 1 MiB and an invoice may have any number of lines and each
/// line any number of usage groups. The hash covers all that an invoice says before it is issued.
/// </summary>
internal sealed record InvoiceBody(InvoiceBodyDescription Description, ImmutableArray<ReadOnlyMemory<byte>> Pieces)
{
    private const int PieceBytes = 512 * 1024;

    public static InvoiceBody Of(Invoice draft)
    {
        ReadOnlyMemory<byte> lines = FabricJson.Bytes(draft.Lines);
        var pieces = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var at = 0; at < lines.Length; at += PieceBytes)
        {
            pieces.Add(lines.Slice(at, Math.Min(PieceBytes, lines.Length - at)));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(lines.Span);
        hash.AppendData(FabricJson.Bytes(InvoiceSummary.Of(draft)));
        var text = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
        return new InvoiceBody(new InvoiceBodyDescription(text, pieces.Count), pieces.ToImmutable());
    }

    public static ImmutableArray<InvoiceLine> Read(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        using var whole = new MemoryStream();
        foreach (var piece in pieces)
        {
            whole.Write(piece.Span);
        }

        return FabricJson.Read<ImmutableArray<InvoiceLine>>(whole.GetBuffer().AsSpan(0, (int)whole.Length));
    }
}
