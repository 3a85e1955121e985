using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>All that a document's entry depends on beside the document.</summary>
/// <param name="Entity">Whose books.</param>
/// <param name="AccountingDate">The day it is booked on.</param>
/// <param name="Rules">The posting rules of that day.</param>
/// <param name="Account">Whom the document is for; absent when the catalog does not know it any more.</param>
/// <param name="Rate">Units of the books' currency for one unit of the document's; 1 when they are the same.</param>
public sealed record BookingTerms(LegalEntity Entity, DateOnly AccountingDate, RulesInForce Rules, Account? Account = null, decimal Rate = 1m)
{
    /// <summary>The terms by the entity's own rules, in its own currency.</summary>
    public static BookingTerms Of(LegalEntity entity, DateOnly accountingDate)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return new BookingTerms(entity, accountingDate, new RulesInForce(0, entity.PostingRules ?? PostingRules.Standard));
    }

    /// <summary>The terms of a document on a day; null when there is no exchange rate for it, which a person has to add.</summary>
    public static BookingTerms? Find(CatalogSnapshot catalog, LegalEntity entity, Account? account, string currency, DateOnly accountingDate)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return ExchangeRates.Find(catalog, currency, entity.Currency, accountingDate) is { } rate
            ? new BookingTerms(entity, accountingDate, RulesInForce.At(catalog, entity, accountingDate), account, rate.Rate)
            : null;
    }

    /// <summary>
    /// The same as a booked entry was made by: the version of the rules and the rate that it names. Rules and rates that were added since
    /// would make another entry, and that would be no difference of the books.
    /// </summary>
    public BookingTerms As(CatalogSnapshot catalog, JournalEntry booked)
    {
        ArgumentNullException.ThrowIfNull(booked);
        var rate = booked.Lines.IsDefault ? null : booked.Lines.FirstOrDefault(line => line.Transaction is not null)?.Transaction!.Rate;
        return this with { Rules = RulesInForce.Of(catalog, Entity, booked.RulesVersion, AccountingDate), Rate = rate ?? Rate };
    }
}
