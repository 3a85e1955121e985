using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Reconciliation;

/// <summary>Compares usage with itself and with the invoice. Pure.</summary>
public static class UsageComparison
{
    /// <summary>Roll-ups and fence against the records counted one by one.</summary>
    public static IEnumerable<ReconciliationBreak> RollUps(PeriodUsage rolledUp, CountedUsage counted, CatalogSnapshot catalog)
    {
        ArgumentNullException.ThrowIfNull(rolledUp);
        ArgumentNullException.ThrowIfNull(counted);
        ArgumentNullException.ThrowIfNull(catalog);
        var subject = $"{rolledUp.AccountId}:{rolledUp.PeriodKey}";
        if (rolledUp.EventCount != counted.EventCount)
        {
            yield return new(BreakKind.RecordCount, subject, Text("fence", rolledUp.EventCount), Text("records", counted.EventCount),
                "The period's fence counts other records than there are.");
        }

        if (rolledUp.SetHash != counted.SetHash)
        {
            yield return new(BreakKind.RecordSet, subject, $"fence: {rolledUp.SetHash}", $"records: {counted.SetHash}",
                "The period's fence names another set of records than there is.");
        }

        var bySeries = rolledUp.Usage.ToDictionary(UsageKey.Of, StringComparer.Ordinal);
        var figures = counted.Figures(catalog);
        foreach (var key in bySeries.Keys.Union(figures.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (usage, series) = (bySeries.GetValueOrDefault(key), figures.GetValueOrDefault(key));
            if (usage?.EventCount != series?.Count || usage?.SetHash != series?.SetHash || (series?.Quantity is { } quantity && quantity != usage!.Quantity))
            {
                yield return new(BreakKind.RollUp, $"{subject}/{key}",
                    Figures("roll-up", usage?.EventCount, usage?.Quantity, usage?.SetHash), Figures("records", series?.Count, series?.Quantity, series?.SetHash),
                    $"The roll-up of {key} has other figures than its records.");
            }
        }
    }

    /// <summary>Each metered usage on exactly one line, with the same figures; and the set that the invoice names.</summary>
    public static IEnumerable<ReconciliationBreak> Lines(PeriodUsage usage, Invoice? invoice)
    {
        ArgumentNullException.ThrowIfNull(usage);
        var subject = $"{usage.AccountId}:{usage.PeriodKey}";
        if (invoice is not null && (invoice.UsageEventCount != usage.EventCount || invoice.UsageSetHash != usage.SetHash))
        {
            yield return new(BreakKind.InvoiceSet, invoice.Id, Figures("usage", usage.EventCount, null, usage.SetHash),
                Figures("invoice", invoice.UsageEventCount, null, invoice.UsageSetHash), "The invoice covers another set of records than the period holds.");
        }

        var onLines = (invoice?.Lines ?? []).SelectMany(line => line.Derivation.Usage.Where(covered => covered.EventCount > 0).Select(covered => (line.Number, Covered: covered)))
            .ToLookup(pair => UsageKey.Of(pair.Covered), StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var metered in usage.Usage)
        {
            var key = UsageKey.Of(metered);
            known.Add(key);
            foreach (var found in OneLine(subject, key, metered, [.. onLines[key]]))
            {
                yield return found;
            }
        }

        foreach (var stray in onLines.Where(lines => !known.Contains(lines.Key)))
        {
            yield return new(BreakKind.UsageUnknown, $"{subject}/{stray.Key}", "usage: none", Numbers(stray), $"A line covers {stray.Key}, which the period does not hold.");
        }
    }

    private static IEnumerable<ReconciliationBreak> OneLine(string subject, string key, MeteredUsage metered, List<(int Number, MeteredUsage Covered)> lines)
    {
        var left = Figures("usage", metered.EventCount, metered.Quantity, metered.SetHash);
        if (lines.Count == 0)
        {
            yield return new(BreakKind.UsageMissing, $"{subject}/{key}", left, "lines: none", $"{key} is on no invoice line.");
        }
        else if (lines.Count > 1 && lines.DistinctBy(line => line.Covered.From).Count() == lines.Count && lines.TrueForAll(line => line.Covered.From is not null))
        {
            // The contract changed within the period: its parts are on lines of their own, and together they are the records of the whole.
            var (count, set) = (lines.Sum(line => line.Covered.EventCount), SetOf(lines));
            if (count != metered.EventCount || set != metered.SetHash)
            {
                yield return new(BreakKind.UsageFigures, $"{subject}/{key}", left, Figures("lines", count, null, set), $"The lines that cover {key} name other records than there are.");
            }
        }
        else if (lines.Count > 1)
        {
            yield return new(BreakKind.UsageDuplicate, $"{subject}/{key}", left, Numbers(lines), $"{key} is on more than one invoice line.");
        }
        else if (lines[0].Covered is var covered
            && (covered.EventCount != metered.EventCount || covered.SetHash != metered.SetHash || (covered.From is null && covered.Quantity != metered.Quantity)))
        {
            yield return new(BreakKind.UsageFigures, $"{subject}/{key}", left, Figures("line", covered.EventCount, covered.Quantity, covered.SetHash),
                $"Line {lines[0].Number} has other figures than the usage it covers.");
        }
    }

    private static string SetOf(List<(int Number, MeteredUsage Covered)> lines) =>
        Hash128.Text(lines.Aggregate(UInt128.Zero, (set, line) => set + Hash128.Parse(line.Covered.SetHash)));

    private static string Numbers(IEnumerable<(int Number, MeteredUsage Covered)> lines) => $"lines: {string.Join(", ", lines.Select(line => line.Number))}";

    private static string Text(string side, long figure) => string.Create(CultureInfo.InvariantCulture, $"{side}: {figure}");

    private static string Figures(string side, long? count, decimal? quantity, string? set) => count is null
        ? $"{side}: none"
        : string.Create(CultureInfo.InvariantCulture, $"{side}: {count} records, quantity {quantity?.ToString(CultureInfo.InvariantCulture) ?? "not compared"}, set {set}");
}
