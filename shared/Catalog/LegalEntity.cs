namespace RevenueFunctions.Catalog;

/// <summary>A company that owns books: it issues invoices in its own gapless series and has one posting lane into its ERP.</summary>
/// <param name="Id">Stable id, such as "us01".</param>
/// <param name="Name">Registered name.</param>
/// <param name="Currency">Functional currency (ISO 4217); its accounts are invoiced in it unless they name another.</param>
/// <param name="Jurisdiction">Tax jurisdiction, such as "US-CA" or "DE".</param>
/// <param name="InvoicePrefix">Begins each invoice number, such as "US-": US-000001.</param>
/// <param name="OnRejected">What its posting lane does when the ERP rejects an entry.</param>
/// <param name="PostingRules">Which accounts its invoices are booked on; absent: <see cref="Posting.PostingRules.Standard"/>.</param>
/// <param name="Details">What its invoices say of it beside its name.</param>
public sealed record LegalEntity(
    string Id,
    string Name,
    string Currency,
    string Jurisdiction,
    string InvoicePrefix,
    RejectedPostingPolicy OnRejected = RejectedPostingPolicy.Block,
    Posting.PostingRules? PostingRules = null,
    SellerDetails? Details = null);
