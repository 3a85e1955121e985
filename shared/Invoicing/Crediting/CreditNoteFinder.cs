using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Finds a credit note by what a person has at hand: its id, or the number printed on it.</summary>
public sealed class CreditNoteFinder(CreditNotes notes, DocumentNumbers numbers, CatalogReader catalog)
{
    /// <summary>The note, or null.</summary>
    public async Task<CreditNote?> FindAsync(string idOrNumber, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(idOrNumber);
        if (CreditNoteId.TryParse(idOrNumber, out _))
        {
            return await notes.FindAsync(idOrNumber, cancellationToken);
        }

        foreach (var entity in (await catalog.GetCurrentAsync(cancellationToken)).LegalEntities.Values.Where(entity => idOrNumber.StartsWith(entity.InvoicePrefix, StringComparison.Ordinal)))
        {
            if (await numbers.FindAsync(entity.Id, DocumentSeries.CreditNote, entity.InvoicePrefix, idOrNumber, cancellationToken) is { } found)
            {
                return await notes.FindAsync(found.DocumentId, cancellationToken);
            }
        }

        return null;
    }
}
