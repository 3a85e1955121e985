using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What became of taxing an invoice: every line taxed, or nothing.</summary>
public abstract record TaxOutcome
{
    private TaxOutcome()
    {
    }

    /// <summary>Every line is taxed.</summary>
    /// <param name="Taxes">By class and rate; their amounts are what the invoice charges.</param>
    /// <param name="Lines">Each line's share, in the lines' order; the shares add up to the taxes.</param>
    /// <param name="Notes">What the law wants on the invoice.</param>
    public sealed record Taxed(ImmutableArray<InvoiceTax> Taxes, ImmutableArray<LineTax> Lines, ImmutableArray<string> Notes) : TaxOutcome;

    /// <summary>The jurisdiction has no tax table; a person has to add one before the invoice can be issued.</summary>
    public sealed record UnknownJurisdiction(string Jurisdiction) : TaxOutcome;

    /// <summary>The jurisdiction's tables begin after the tax point.</summary>
    public sealed record NotInForce(string Jurisdiction, DateTimeOffset TaxPoint) : TaxOutcome;

    /// <summary>The jurisdiction's table has no rate for these tax classes.</summary>
    public sealed record UnknownTaxClasses(string Jurisdiction, ImmutableArray<string> TaxClasses) : TaxOutcome;

    /// <summary>The engine did not answer, or not in time.</summary>
    public sealed record Unavailable(string Reason) : TaxOutcome;

    /// <summary>The engine's answer contradicts itself or the question; none of it is used.</summary>
    public sealed record Contradictory(string Reason) : TaxOutcome;
}
