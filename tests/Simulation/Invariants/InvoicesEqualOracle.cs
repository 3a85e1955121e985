using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Rating;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Oracle;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>Each issued invoice that was not credited equals the one that the oracle computes, line by line and to the last decimal; where it computes none, there is none.</summary>
internal sealed class InvoicesEqualOracle : IInvariant
{
    /// <inheritdoc/>
    public string Name => "invoices equal the oracle";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var evidence = await outcome.EvidenceAsync();
        var tally = (await outcome.AttributionAsync()).Tally(evidence.Records);
        var broken = new List<string>();
        foreach (var period in evidence.Periods)
        {
            var sagaId = SagaId.Of(period.Account.Id, period.Key);
            foreach (var invoice in period.Invoices)
            {
                var issuedAt = outcome.Stage.Witness.NumberedAt(invoice.Invoice.Id) ?? outcome.Stage.Witness.Moment;
                var claimedAt = outcome.Stage.Witness.ClaimsOf(sagaId).LastOrDefault(claim => claim < issuedAt);
                var differences = outcome.Stage.Catalog.PossibleBetween(claimedAt, issuedAt)
                    .Select(catalog => Difference(catalog, period, new InvoiceOracle(catalog, tally).For(period.Account, PeriodOf(period), Corrections(invoice)), invoice)).ToList();
                if (differences.TrueForAll(difference => difference is not null))
                {
                    broken.Add($"{invoice.Invoice.Id}: {differences[0]}");
                }
            }

            var isSkipped = outcome.Stage.Decisions.IsSkipped(sagaId, "RateUsage");
            if (period is { Invoices: [], Saga.State: SagaState.Completed } && !isSkipped)
            {
                var claimedAt = outcome.Stage.Witness.ClaimsOf(sagaId)[^1];
                var expected = outcome.Stage.Catalog.PossibleBetween(claimedAt, outcome.Stage.Witness.Moment)
                    .Select(catalog => new InvoiceOracle(catalog, tally).For(period.Account, PeriodOf(period))).ToList();
                if (expected.TrueForAll(one => one.Lines.Count > 0))
                {
                    broken.Add($"{period} is closed without an invoice, expected {string.Join("; ", expected[0].Lines)}");
                }
            }
        }

        return broken;
    }

    private static OraclePeriod PeriodOf(PeriodEvidence period) => OraclePeriod.In(
        period.Account, int.Parse(period.Key.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(period.Key.AsSpan(4, 2), CultureInfo.InvariantCulture));

    // What an invoice corrects of earlier ones depends on those: FeesAreCorrected looks at them together. Here they are added up and taxed.
    private static IEnumerable<OracleLine> Corrections(InvoiceEvidence invoice) => invoice.Lines
        .Where(line => FeesAreCorrected.IsCorrection(line))
        .Select(line => new OracleLine(line.SubscriptionId, line.RateCardKey, line.ServiceFrom, line.ServiceTo, line.Quantity, 0, line.Amount, line.TaxClass));

    private static string? Difference(CatalogDocuments catalog, PeriodEvidence period, OracleInvoice expected, InvoiceEvidence actual)
    {
        if (expected.Obstacle is { } obstacle)
        {
            return $"it was issued, but {obstacle}";
        }

        var (mine, theirs) = (expected.Lines.Select(Text).Order(StringComparer.Ordinal).ToList(), actual.Lines.Where(line => line.Kind != LineKind.MinimumSpend).Select(Text).Order(StringComparer.Ordinal).ToList());
        var (missing, added) = (string.Join("; ", Without(mine, theirs)), string.Join("; ", Without(theirs, mine)));
        return missing.Length + added.Length > 0 ? $"expected lines {missing}, found {added}" : CompositionCheck.Difference(catalog, period.Account, PeriodOf(period), expected, actual);
    }

    private static string Text(OracleLine line) => Text(line.Subscription, line.RateCard, line.From, line.To, line.Quantity, line.Events, line.Amount, line.TaxClass);

    private static string Text(InvoiceLine line) => Text(
        line.SubscriptionId, line.RateCardKey, line.ServiceFrom, line.ServiceTo, line.Quantity, line.Derivation.Usage.Sum(usage => usage.EventCount), line.Amount, line.TaxClass);

    private static string Text(string subscription, string card, DateTimeOffset from, DateTimeOffset to, decimal quantity, long events, decimal amount, string taxClass) => string.Create(
        CultureInfo.InvariantCulture,
        $"{card} of {subscription} {from.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} to {to.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}: {quantity:0.############} of {events} events = {amount:0.###} ({taxClass})");

    // Lines may be alike, so each is taken once.
    private static List<string> Without(List<string> some, List<string> taken)
    {
        var left = some.ToList();
        taken.ForEach(line => left.Remove(line));
        return left;
    }
}
