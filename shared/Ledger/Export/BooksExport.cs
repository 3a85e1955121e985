using System.Runtime.CompilerServices;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>
/// Writes a legal entity's books out for other programs, document by document: they are read twice, first for the balances and then for the text,
/// and never held. What a double-entry program needs to prove them is in it: declared accounts and currencies, opening balances, and the
/// balances with which every account must end.
/// </summary>
public sealed class BooksExport(EmbeddedLedger ledger)
{
    /// <summary>The text, in pieces. Documents keep the order of their numbers.</summary>
    public async IAsyncEnumerable<string> WriteAsync(
        LegalEntity entity, BooksFormat format, BooksRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(range);
        var sums = new BooksSums(entity.Currency);
        await foreach (var document in ledger.ReadAsync(entity.Id, cancellationToken))
        {
            sums.Add(document, range);
        }

        var text = TextOf(format, entity, new ExportAccounts(await ledger.ChartAsync(entity, cancellationToken), sums));
        yield return text.Begin(range, sums);
        await foreach (var document in ledger.ReadAsync(entity.Id, cancellationToken))
        {
            if (document.Number > sums.LastNumber)
            {
                break;
            }

            if (range.Contains(document.Entry.AccountingDate))
            {
                yield return text.Document(document);
            }
        }

        yield return text.End(range, sums);
    }

    private static IBooksText TextOf(BooksFormat format, LegalEntity entity, ExportAccounts accounts) => format switch
    {
        BooksFormat.Hledger => new HledgerText(entity, accounts),
        BooksFormat.Beancount => new BeancountText(entity, accounts),
        BooksFormat.Csv => new CsvText(entity, accounts),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };
}
