using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo;

/// <summary>Closes billing periods, waits for their sagas and compares the invoices with the oracle.</summary>
internal sealed class ClosingSteps(FabricApi api, DemoConsole console, Checks checks, TimeProvider clock)
{
    private const string Lines = "Invoice lines: quantity, events and amount";
    private const string Totals = "Invoice totals";
    private const string Sagas = "Invoice sagas";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);

    /// <summary>Closes the periods, all at once, and waits until their invoices are in the books.</summary>
    public async Task CloseAsync(string title, IReadOnlyList<(Account Account, OraclePeriod Period)> due, CancellationToken cancellationToken)
    {
        long done = 0;
        await console.TrackAsync(title, "accounts", due.Count, () => Interlocked.Read(ref done), () => Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
            async (one, token) =>
            {
                await api.CloseAsync(one.Account.Id, one.Period.Key, token);
                await WaitAsync(one.Account.Id, one.Period.Key, token);
                Interlocked.Increment(ref done);
            }));
    }

    /// <summary>Compares each invoice with what the oracle expects.</summary>
    public async Task CompareAsync(IEnumerable<OracleInvoice> expected, CancellationToken cancellationToken)
    {
        foreach (var invoice in expected.Where(invoice => invoice.Lines.Count > 0))
        {
            Compare(invoice, await api.InvoiceAsync(invoice.Account, invoice.Period, cancellationToken));
        }
    }

    private void Compare(OracleInvoice expected, DemoInvoice actual)
    {
        var name = $"{expected.Account} {expected.Period}";
        checks.Equal(Totals, $"{name}: subtotal", expected.Subtotal, actual.View.Subtotal);
        checks.Equal(Totals, $"{name}: tax", expected.Tax, actual.View.TaxTotal);
        checks.Equal(Totals, $"{name}: total", expected.Total, actual.View.Total);
        var lines = actual.Lines.ToLookup(line => (line.SubscriptionId, line.RateCardKey, line.ServiceFrom.ToUniversalTime()));
        foreach (var line in expected.Lines)
        {
            var what = $"{name}: {line.RateCard} of {line.Subscription}";
            var found = lines[(line.Subscription, line.RateCard, line.From)].ToList();
            checks.Equal(Lines, what, Text(line), found is [var one] ? Text(one) : string.Create(CultureInfo.InvariantCulture, $"{found.Count} lines"));
        }

        checks.Equal(Lines, $"{name}: number of lines", expected.Lines.Count, actual.Lines.Count);
    }

    private static string Text(OracleLine line) => Text(line.Quantity, line.Events, line.Amount);

    private static string Text(InvoiceLine line) => Text(line.Quantity, line.Derivation.Usage.Sum(usage => usage.EventCount), line.Amount);

    private static string Text(decimal quantity, long events, decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(quantity, 9, MidpointRounding.AwayFromZero):0.#########} from {events} events: {amount:0.##}");

    private async Task WaitAsync(string account, string period, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        for (var looks = 1; await api.EndOfSagaAsync(account, period, cancellationToken) is null; looks++)
        {
            // A saga that waits for a person does not end by itself: say what it waits for, and go on with the others.
            if (looks % 20 == 0 && await api.SagaCaseAsync(account, period, cancellationToken) is { } waiting)
            {
                checks.Equal(Sagas, $"{account} {period}", "ends by itself", $"{waiting.Code}: {waiting.Detail}");
                return;
            }

            if (clock.GetElapsedTime(start) > GiveUpAfter)
            {
                throw new DemoException($"The saga of {account} {period} has not ended after {GiveUpAfter.TotalMinutes} minutes.");
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }
}
