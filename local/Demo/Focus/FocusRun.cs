using System.Globalization;
using RevenueFunctions.Local.Demo.Oracle;
using Spectre.Console;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>The demo on a FOCUS export: its rows go in as they are, and what is invoiced must be quantity x list price.</summary>
internal sealed class FocusRun(FocusFile file, FabricApi api, HttpClient http, DemoConsole console, Checks checks, TimeProvider clock)
{
    private const string Outcomes = "Every row has one outcome";
    private const string Exact = "Priced, before rounding: sum of quantity x list price";
    private const string Invoiced = "Invoiced: each line rounded to the minor unit";

    /// <summary>Runs all of it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var book = new FocusBook(file);
        var catalog = FocusCatalog.For(book);
        console.Chapter($"1. Catalog made from {file.Name}");
        foreach (var part in catalog.Files)
        {
            await api.ImportAsync(part.Content, cancellationToken);
        }

        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Rows.Count:N0} rows: {book.Entities.Length} invoice issuers, {catalog.Documents.Accounts.Length} accounts, {catalog.Documents.Plans.Sum(plan => plan.RateCards.Length)} SKU prices"));

        console.Chapter("2. The rows as usage events, as they are");
        var sender = new UsageSender(http, FabricApi.UsageHub);
        var ingest = new IngestProgress(api, clock);
        await console.TrackAsync("sent and stored", "rows", file.Rows.Count, () => sender.Events, () => sender.SendAsync(FocusWorkload.Of(file), cancellationToken));
        await ingest.WaitAsync(console, file.Rows.Count, cancellationToken);
        await CompareOutcomesAsync(book, cancellationToken);

        console.Chapter("3. Close every month in the file");
        var due = book.Sales.Where(sale => sale.IsBillable)
            .Select(sale => (sale.Account, sale.Month)).Distinct()
            .OrderBy(pair => pair.Month).ThenBy(pair => pair.Account.Id, StringComparer.Ordinal)
            .Select(pair => (Account: catalog.Documents.Accounts.Single(account => account.Id == pair.Account.Id), pair.Month))
            .Select(pair => (pair.Account, Period: OraclePeriod.In(pair.Account, pair.Month.Year, pair.Month.Month)))
            .ToList();
        var closing = new ClosingSteps(api, console, checks, clock);
        await closing.CloseAsync("invoiced and posted", due, cancellationToken);

        console.Chapter("4. Report");
        await CompareTotalsAsync(book, due.Select(pair => (pair.Account.Id, pair.Period.Key)), cancellationToken);
        await new ClosingReport(api, console, checks, catalog.Documents, clock).PrintBooksAsync(due, cancellationToken);
    }

    private async Task CompareOutcomesAsync(FocusBook book, CancellationToken cancellationToken)
    {
        foreach (var (row, sale) in file.Rows.Zip(book.Sales).Where(pair => !pair.Second.IsBillable))
        {
            var rule = sale.UnitPrice is null ? "no-list-price" : "no-pricing-quantity";
            console.Say($"excluded by the mapping's rule {rule}: row {row["Id"]} of {sale.LegalEntity.Issuer}, list price {row["ListUnitPrice"]}, quantity {row["PricingQuantity"]}");
        }

        var report = await api.ConservationAsync(cancellationToken);
        DemoReport.Conservation(console, report);
        var billable = book.Sales.Count(sale => sale.IsBillable);
        checks.Equal(Outcomes, "accepted: rows with a price and a quantity", billable, report.Sum(partition => partition.Totals.Accepted));
        checks.Equal(Outcomes, "excluded: rows without one, by the mapping's rules", book.Sales.Length - billable, report.Sum(partition => partition.Totals.Excluded));
        checks.Equal(Outcomes, "duplicates", 0, report.Sum(partition => partition.Totals.Duplicate));
        checks.Equal(Outcomes, "quarantined", 0, report.Sum(partition => partition.Totals.Quarantined));
    }

    private async Task CompareTotalsAsync(FocusBook book, IEnumerable<(string Account, string Period)> due, CancellationToken cancellationToken)
    {
        var invoices = new List<DemoInvoice>();
        foreach (var (account, period) in due)
        {
            invoices.Add(await api.InvoiceAsync(account, period, cancellationToken));
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumn("invoice issuer").AddColumn("currency");
        foreach (var column in (string[])["rows", "excluded", "file: quantity x list price", "priced, unrounded", "file: lines rounded", "invoiced", "rounding", "at most"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var expected in FocusTotals.Of(book))
        {
            var entity = expected.LegalEntity;
            var own = invoices.Where(invoice => invoice.View.LegalEntityId == entity.Id).ToList();
            var unrounded = own.SelectMany(invoice => invoice.Lines).Sum(line => line.Derivation.UnroundedAmount);
            var invoiced = own.Sum(invoice => invoice.View.Subtotal);
            checks.Equal(Exact, entity.Issuer, expected.Exact, unrounded);
            checks.Equal(Invoiced, entity.Issuer, expected.Rounded, invoiced);
            checks.True(Invoiced, $"{entity.Issuer}: within {Text(expected.Bound)} {entity.Currency} of the exact sum", Math.Abs(invoiced - expected.Exact) <= expected.Bound);
            checks.Equal(Invoiced, $"{entity.Issuer}: lines", expected.Lines, own.Sum(invoice => invoice.Lines.Count));
            table.AddRow(
                Markup.Escape(entity.Issuer), entity.Currency, Text(expected.Rows), Text(expected.Excluded), Text(expected.Exact), Text(unrounded), Text(expected.Rounded),
                Text(invoiced), Text(invoiced - expected.Exact), Text(expected.Bound));
        }

        console.Out.Write(table);
    }

    private static string Text(decimal value) => value.ToString("#,0.00######", CultureInfo.InvariantCulture).Replace(".00", value == decimal.Truncate(value) ? string.Empty : ".00", StringComparison.Ordinal);
}
