using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>
/// Collects the lines of an entry. Amounts come in the document's currency, above zero on the debit side; each is converted and rounded by
/// itself, and what rounding leaves between the two sides goes to the rounding difference account.
/// </summary>
public sealed class EntryLines(BookingTerms terms, string currency)
{
    private readonly ImmutableArray<JournalLine>.Builder lines = ImmutableArray.CreateBuilder<JournalLine>();

    private bool IsForeign => currency != terms.Entity.Currency;

    /// <summary>Adds a line; an amount of zero adds none, because a ledger refuses lines of zero.</summary>
    /// <param name="account">Account.</param>
    /// <param name="debit">In the document's currency; below zero is a credit.</param>
    /// <param name="party">The billing account that owes.</param>
    /// <param name="product">The product.</param>
    /// <param name="invoiceLines">The invoice lines that it books.</param>
    /// <param name="dimensions">Dimensions.</param>
    /// <param name="booked">The same in the books' currency where it is known already; absent: converted at the terms' rate.</param>
    public void Add(
        string account,
        decimal debit,
        string? party = null,
        string? product = null,
        ImmutableArray<int> invoiceLines = default,
        ImmutableSortedDictionary<string, string>? dimensions = null,
        decimal? booked = null)
    {
        var amount = booked ?? (IsForeign ? ExchangeRates.Convert(debit, terms.Rate, terms.Entity.Currency) : debit);
        if (debit != 0m || amount != 0m)
        {
            lines.Add(new JournalLine(
                account, Math.Max(amount, 0m), Math.Max(-amount, 0m), party, product, invoiceLines,
                IsForeign ? new TransactionAmount(debit, currency, terms.Rate) : null, dimensions));
        }
    }

    /// <summary>Adds a line in the books' currency alone: an exchange difference has no amount in any other.</summary>
    public void AddBooked(string account, decimal debit)
    {
        if (debit != 0m)
        {
            lines.Add(new JournalLine(account, Math.Max(debit, 0m), Math.Max(-debit, 0m)));
        }
    }

    /// <summary>Adds revenue lines of a product, split over cost centres where the rules say so.</summary>
    public void AddSplit(string account, decimal debit, string product, ImmutableArray<int> invoiceLines, ImmutableSortedDictionary<string, string>? dimensions, decimal? booked = null)
    {
        if (terms.Rules.Rules.AllocationOf(product) is not { } rule || debit == 0m)
        {
            Add(account, debit, product: product, invoiceLines: invoiceLines, dimensions: dimensions, booked: booked);
            return;
        }

        // Both currencies are split by themselves: converted part by part, the parts would not add up to the line.
        var amount = booked ?? (IsForeign ? ExchangeRates.Convert(debit, terms.Rate, terms.Entity.Currency) : debit);
        var weights = rule.Weights.Values.ToArray();
        var parts = LargestRemainder.Split(new Money(debit, currency), weights);
        var bookedParts = IsForeign ? LargestRemainder.Split(new Money(amount, terms.Entity.Currency), weights) : parts;
        foreach (var (value, at) in rule.Weights.Keys.Select((value, at) => (value, at)))
        {
            Add(account, parts[at], product: product, invoiceLines: invoiceLines, dimensions: LineDimensions.With(dimensions, rule.Dimension, value), booked: bookedParts[at]);
        }
    }

    /// <summary>The lines as they were added.</summary>
    public ImmutableArray<JournalLine> Collected => lines.ToImmutable();

    /// <summary>The lines, balanced in the books' currency by the rounding difference account.</summary>
    public ImmutableArray<JournalLine> ToLines()
    {
        AddBooked(terms.Rules.Rules.RoundingDifference, lines.Sum(line => line.Credit - line.Debit));
        return lines.ToImmutable();
    }
}
