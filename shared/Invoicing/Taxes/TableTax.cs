using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Computes tax from the versions of a jurisdiction's table. Pure.</summary>
public static class TableTax
{
    private const string ReverseChargeNote = "Reverse charge: the recipient of the service is liable for the tax.";

    /// <summary>The tax of the lines, or why there is none: a line whose tax is unknown must never go out untaxed.</summary>
    /// <param name="request">The lines.</param>
    /// <param name="versions">The versions of the table of the customer's jurisdiction, rising.</param>
    public static TaxOutcome Compute(TaxRequest request, ImmutableArray<TaxTable> versions)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Lines.IsEmpty)
        {
            return new TaxOutcome.Taxed([], [], []);
        }

        var rows = new TaxRows(request.Currency);
        var notes = new List<string>();
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        TaxTable? latest = null;
        foreach (var line in request.Lines)
        {
            var table = InForce(versions, line.TaxPoint);
            latest = table is not null && table.Version > (latest?.Version ?? 0) ? table : latest;
            if (TreatmentOf(request, line, table) is { } untaxed)
            {
                rows.AddUntaxed(line, untaxed.Treatment, untaxed.Name);
                if (!notes.Contains(untaxed.Note, StringComparer.Ordinal))
                {
                    notes.Add(untaxed.Note);
                }
            }
            else if (table is null)
            {
                return versions.IsEmpty ? new TaxOutcome.UnknownJurisdiction(request.Customer.Jurisdiction) : new TaxOutcome.NotInForce(request.Customer.Jurisdiction, line.TaxPoint);
            }
            else if (!rows.TryAdd(line, table))
            {
                unknown.Add(line.TaxClass);
            }
        }

        return unknown.Count > 0
            ? new TaxOutcome.UnknownTaxClasses(request.Customer.Jurisdiction, [.. unknown])
            : rows.Compute(latest?.Rounding ?? TaxRounding.Line, [.. notes]);
    }

    private static (TaxTreatment Treatment, string Name, string Note)? TreatmentOf(TaxRequest request, TaxableLine line, TaxTable? table) => request.Profile switch
    {
        { Exemption: { } exemption } when exemption.Covers(line.TaxPoint) => (
            TaxTreatment.Exempt, "Exempt", exemption.Certificate is { } certificate ? $"Exempt from tax: {exemption.Reason} (certificate {certificate})." : $"Exempt from tax: {exemption.Reason}."),
        { ReverseCharge: true } profile => (
            TaxTreatment.ReverseCharge, "Reverse charge", $"{table?.ReverseChargeNote ?? ReverseChargeNote} Tax id of the recipient: {profile.TaxId}."),
        _ => null,
    };

    private static TaxTable? InForce(ImmutableArray<TaxTable> versions, DateTimeOffset taxPoint)
    {
        for (var at = versions.Length - 1; at >= 0; at--)
        {
            if (versions[at].EffectiveFrom is null || versions[at].EffectiveFrom <= taxPoint)
            {
                return versions[at];
            }
        }

        return null;
    }
}
