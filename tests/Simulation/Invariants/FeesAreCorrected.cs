using System.Globalization;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;
using RevenueFunctions.Tests.Simulation.Oracle;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Over all invoices of an account that stand, no fee is charged twice and none is given back that was not charged: each stretch of service of a
/// contract's rate card adds up to what one line charged for it, or to nothing; and stretches that are charged do not overlap.
/// </summary>
internal sealed class FeesAreCorrected : IInvariant
{
    /// <inheritdoc/>
    public string Name => "fees are corrected";

    /// <summary>True for a line that corrects a fee of an earlier invoice.</summary>
    public static bool IsCorrection(InvoiceLine line) => line.Kind == LineKind.Correction && line.Derivation.Usage.IsEmpty;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var evidence = await outcome.EvidenceAsync();
        var broken = new List<string>();
        foreach (var account in evidence.Periods.GroupBy(period => period.Account.Id, StringComparer.Ordinal))
        {
            var lines = account.SelectMany(period => period.Invoices).SelectMany(invoice => invoice.Lines).ToList();

            // Where an invoice was taken back after a later one corrected it, the next one corrects that in turn; there may be none yet.
            if (lines.Exists(IsCorrection) && account.All(period => period.Invoices.All(invoice => InvoiceId.Parse(invoice.Invoice.Id).Revision == 1)))
            {
                broken.AddRange(Check(account.Key, [.. lines.Where(line => line.Kind is LineKind.Recurring || IsCorrection(line))]));
            }
        }

        return broken;
    }

    private static IEnumerable<string> Check(string account, List<InvoiceLine> fees)
    {
        foreach (var card in fees.GroupBy(line => (line.SubscriptionId, line.RateCardKey)))
        {
            var charged = new List<(DateTimeOffset From, DateTimeOffset To)>();
            foreach (var stretch in card.GroupBy(line => (line.ServiceFrom, line.ServiceTo)).OrderBy(stretch => stretch.Key.ServiceFrom))
            {
                var (net, most) = (stretch.Sum(line => line.Amount), stretch.Max(line => line.Amount));
                if (net != 0 && net != most)
                {
                    yield return Text($"{account}: {card.Key} from {stretch.Key.ServiceFrom:u} to {stretch.Key.ServiceTo:u} adds up to {net}, one line charges {most}");
                }

                if (net != 0)
                {
                    charged.Add(stretch.Key);
                }
            }

            foreach (var (one, next) in charged.Zip(charged.Skip(1)).Where(pair => pair.Second.From < pair.First.To))
            {
                yield return Text($"{account}: {card.Key} is charged twice from {next.From:u} to {one.To:u}");
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
