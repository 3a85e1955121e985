using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What an invoice holds of its account's credits and of coupons that may be used only so often.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Credits">What it draws.</param>
/// <param name="Coupons">Keys of the limited coupons it uses.</param>
/// <param name="IsFinal">True once the invoice is issued: what an issued invoice says is not decided anew.</param>
/// <param name="Returns">Documents that gave a part of it back, such as the numbers of credit notes.</param>
public sealed record Reservation(
    string InvoiceId, ImmutableArray<CreditDraw> Credits, ImmutableArray<string> Coupons, bool IsFinal = false, ImmutableArray<string> Returns = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Returns { get; init; } = Returns.IsDefault ? [] : Returns;

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => Credits.IsEmpty && Coupons.IsEmpty && Returns.IsEmpty;

    /// <summary>True when both hold the same.</summary>
    public bool HoldsSameAs(Reservation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Credits.SequenceEqual(other.Credits) && Coupons.SequenceEqual(other.Coupons, StringComparer.Ordinal);
    }
}
