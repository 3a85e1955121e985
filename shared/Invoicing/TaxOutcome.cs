using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What became of taxing an invoice: every line taxed, or nothing.</summary>
public abstract record TaxOutcome
{
    private TaxOutcome()
    {
    }

    /// <summary>The tax by class, in order of the classes.</summary>
    public sealed record Taxed(ImmutableArray<InvoiceTax> Taxes) : TaxOutcome;

    /// <summary>The jurisdiction has no tax table; a person has to add one before the invoice can be issued.</summary>
    public sealed record UnknownJurisdiction(string Jurisdiction) : TaxOutcome;

    /// <summary>The jurisdiction's table has no rate for these tax classes.</summary>
    public sealed record UnknownTaxClasses(string Jurisdiction, ImmutableArray<string> TaxClasses) : TaxOutcome;
}
