using System.Collections.Immutable;

namespace RevenueFunctions.Ledger;

/// <summary>
/// What an export has to know before its first line: the balances with which the range opens and closes, of each account in each currency. The
/// books' currency comes first.
/// </summary>
internal sealed class BooksSums(string currency)
{
    private readonly SortedDictionary<(string Account, string Currency), decimal> opening = new(InOrder.Instance);
    private readonly SortedDictionary<(string Account, string Currency), decimal> closing = new(InOrder.Instance);

    /// <summary>Currency of the books.</summary>
    public string Currency => currency;

    /// <summary>The last document that was counted: what is booked while the export is written is not in it.</summary>
    public long LastNumber { get; private set; }

    /// <summary>The first day of anything in the export; absent when there is nothing.</summary>
    public DateOnly? FirstDay { get; private set; }

    /// <summary>The last day of anything in the export.</summary>
    public DateOnly? LastDay { get; private set; }

    /// <summary>Documents in the range.</summary>
    public long Documents { get; private set; }

    /// <summary>Balances before the range, other than zero.</summary>
    public IEnumerable<(string Account, string Currency, decimal Balance)> Opening =>
        opening.Where(pair => pair.Value != 0m).Select(pair => (pair.Key.Account, pair.Key.Currency, pair.Value));

    /// <summary>Balances at the end of the range of every account that it moved or opened with.</summary>
    public IEnumerable<(string Account, string Currency, decimal Balance)> Closing =>
        closing.Select(pair => (pair.Key.Account, pair.Key.Currency, pair.Value));

    /// <summary>Every currency in the export, the books' first.</summary>
    public ImmutableArray<string> CurrenciesUsed => [currency, .. closing.Keys.Select(key => key.Currency).Distinct(StringComparer.Ordinal).Where(one => one != currency).Order(StringComparer.Ordinal)];

    public void Add(LedgerEntry document, BooksRange range)
    {
        LastNumber = document.Number;
        var day = document.Entry.AccountingDate;
        var before = range.IsBefore(day);
        if (!before && !range.Contains(day))
        {
            return;
        }

        foreach (var line in document.Entry.Lines)
        {
            Book(line.Account, currency, line.Debit - line.Credit, before);
            if (line.Transaction is { } amount)
            {
                Book(line.Account, amount.Currency, amount.Amount, before);
            }
        }

        if (before)
        {
            return;
        }

        Documents++;
        FirstDay = day < FirstDay ? day : FirstDay ?? day;
        LastDay = day > LastDay ? day : LastDay ?? day;
    }

    private void Book(string account, string unit, decimal amount, bool before)
    {
        if (before)
        {
            opening[(account, unit)] = opening.GetValueOrDefault((account, unit)) + amount;
        }

        closing[(account, unit)] = closing.GetValueOrDefault((account, unit)) + amount;
    }

    private sealed class InOrder : IComparer<(string Account, string Currency)>
    {
        public static readonly InOrder Instance = new();

        public int Compare((string Account, string Currency) x, (string Account, string Currency) y) =>
            string.CompareOrdinal(x.Account, y.Account) is var account and not 0 ? account : string.CompareOrdinal(x.Currency, y.Currency);
    }
}
