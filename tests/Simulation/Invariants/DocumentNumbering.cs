using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>Numbers of invoices, credit notes and ledger documents run from 1 without a gap, each on exactly one document, their times never falling.</summary>
internal sealed class DocumentNumbering : IInvariant
{
    /// <inheritdoc/>
    public string Name => "numbers";

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var broken = new List<string>();
        foreach (var series in outcome.State.Series)
        {
            CheckSeries(series, broken);
            CheckBearers(series, outcome.State, broken);
        }

        foreach (var invoice in outcome.State.Invoices.Values)
        {
            CheckInvoice(invoice, outcome.State, broken);
        }

        foreach (var books in outcome.State.Books)
        {
            CheckBooks(books, broken);
        }

        return Task.FromResult<IReadOnlyList<string>>(broken);
    }

    private static void CheckSeries(SeriesState series, List<string> broken)
    {
        for (var at = 0; at < series.Numbers.Count; at++)
        {
            var number = series.Numbers[at];
            if (number.Sequence != at + 1)
            {
                broken.Add($"series {series.Name}: number {at + 1} is missing, {number.Number} (sequence {number.Sequence}) stands in its place");
                return;
            }

            if (at > 0 && number.AllottedAt < series.Numbers[at - 1].AllottedAt)
            {
                broken.Add($"series {series.Name}: {number.Number} is dated {number.AllottedAt:O}, before {series.Numbers[at - 1].Number} of {series.Numbers[at - 1].AllottedAt:O}");
            }
        }

        if (series.Last != series.Numbers.Count)
        {
            broken.Add($"series {series.Name}: the counter stands at {series.Last}, the last number is {series.Numbers.Count}");
        }

        foreach (var twice in series.Numbers.GroupBy(number => number.Number, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            broken.Add($"series {series.Name}: {twice.Key} was allotted {twice.Count()} times, to {string.Join(", ", twice.Select(number => number.DocumentId))}");
        }

        foreach (var twice in series.Numbers.GroupBy(number => number.DocumentId, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            broken.Add($"series {series.Name}: {twice.Key} has {twice.Count()} numbers: {string.Join(", ", twice.Select(number => number.Number))}");
        }
    }

    private static void CheckBearers(SeriesState series, FinalState state, List<string> broken)
    {
        foreach (var number in series.Numbers)
        {
            // A saga credits an invoice by one note; the invoice bears its number.
            var invoiceId = series.IsOfCreditNotes && CreditNoteId.TryParse(number.DocumentId, out var note) ? note.Value.Invoice.ToString() : number.DocumentId;
            var invoice = state.Invoices.GetValueOrDefault(invoiceId);
            var (borne, at) = series.IsOfCreditNotes ? (invoice?.CreditNote?.Number, invoice?.CreditNote?.IssuedAt) : (invoice?.Number, invoice?.IssuedAt);
            if (borne != number.Number)
            {
                broken.Add($"series {series.Name}: {number.Number} was allotted to {number.DocumentId}, which is {invoice?.State.ToString() ?? "not there"} and bears {borne ?? "no number"}");
            }
            else if (at != number.AllottedAt)
            {
                broken.Add($"series {series.Name}: {number.Number} was allotted at {number.AllottedAt:O}, {number.DocumentId} says {at:O}");
            }

            if (series.Claims.GetValueOrDefault(Storage.TableKey.Escape(number.DocumentId)) is not { } claimed || claimed.Number != number.Number)
            {
                broken.Add($"series {series.Name}: {number.Number} was allotted to {number.DocumentId}, whose claim is on another number or on none");
            }
        }
    }

    private static void CheckInvoice(InvoiceSummary invoice, FinalState state, List<string> broken)
    {
        var hasNumber = invoice.State is InvoiceState.Issued or InvoiceState.Posted or InvoiceState.Credited;
        if (hasNumber != invoice.Number is not null || hasNumber != invoice.IssuedAt is not null)
        {
            broken.Add($"invoice {invoice.Id} is {invoice.State} with the number {invoice.Number ?? "none"}, issued {invoice.IssuedAt?.ToString("O") ?? "never"}");
        }

        if ((invoice.State == InvoiceState.Credited) != (invoice.CreditNote is not null))
        {
            broken.Add($"invoice {invoice.Id} is {invoice.State} with the credit note {invoice.CreditNote?.Number ?? "none"}");
        }

        if (invoice.Number is not null && !state.Series.Any(series => !series.IsOfCreditNotes && series.Numbers.Any(number => number.Number == invoice.Number)))
        {
            broken.Add($"invoice {invoice.Id} bears {invoice.Number}, which no series has");
        }
    }

    private static void CheckBooks(BooksState books, List<string> broken)
    {
        for (var at = 0; at < books.Documents.Count; at++)
        {
            var document = books.Documents[at];
            if (document.Number != at + 1)
            {
                broken.Add($"books of {books.LegalEntityId}: document {at + 1} is missing, {document.Reference} stands in its place");
                return;
            }

            if (at > 0 && document.PostedAt < books.Documents[at - 1].PostedAt)
            {
                broken.Add($"books of {books.LegalEntityId}: {document.Reference} was booked at {document.PostedAt:O}, before {books.Documents[at - 1].Reference}");
            }
        }

        if (books.Last != books.Documents.Count)
        {
            broken.Add($"books of {books.LegalEntityId}: the head stands at {books.Last}, the last document is {books.Documents.Count}");
        }
    }
}
