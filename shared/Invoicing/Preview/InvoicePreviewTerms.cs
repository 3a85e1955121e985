using System.Collections.Immutable;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>What an invoice is tried out with, beside its charges.</summary>
/// <param name="Currency">Currency of all amounts, known.</param>
/// <param name="Now">The present: where there is no coverage, credits expire by it.</param>
/// <param name="Coverage">The part of a period that is covered.</param>
/// <param name="MinimumSpend">The account's minimum spend.</param>
/// <param name="Coupons">The coupons, in their order.</param>
/// <param name="Taxes">The taxes; absent: none.</param>
/// <param name="Credits">The prepaid credits.</param>
/// <param name="CreditNotes">The credit notes, in their order.</param>
internal sealed record InvoicePreviewTerms(
    string Currency,
    DateTimeOffset Now,
    PreviewCoverage? Coverage,
    PreviewMinimumSpend? MinimumSpend,
    ImmutableArray<PreviewCoupon> Coupons,
    PreviewTaxes? Taxes,
    ImmutableArray<PreviewCredit> Credits,
    ImmutableArray<PreviewCreditNote> CreditNotes);
