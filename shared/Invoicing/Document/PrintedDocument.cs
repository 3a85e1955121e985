using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What a printed document says, as text that is ready to be shown: an invoice or a credit note.</summary>
/// <param name="Title">Such as "Invoice".</param>
/// <param name="Number">Its number; absent on a draft.</param>
/// <param name="Language">Language of its words, such as "en".</param>
/// <param name="Seller">Who issues it.</param>
/// <param name="Customer">Whom it is for.</param>
/// <param name="Facts">Dates, period, references.</param>
/// <param name="Headline">The amount that matters most.</param>
/// <param name="Lines">What is charged or taken back.</param>
/// <param name="Sums">From the sum of the lines to the amount due.</param>
/// <param name="Notes">What the customer should know, and what the law wants said.</param>
/// <param name="Payment">How to pay it.</param>
/// <param name="Footer">Small print.</param>
/// <param name="Watermark">What is written across it when it is no valid demand: draft, void, credited.</param>
public sealed record PrintedDocument(
    string Title,
    string? Number,
    string Language,
    PrintedParty Seller,
    PrintedParty Customer,
    ImmutableArray<PrintedFact> Facts,
    PrintedFact Headline,
    ImmutableArray<PrintedLine> Lines,
    ImmutableArray<PrintedSum> Sums,
    ImmutableArray<string> Notes,
    ImmutableArray<string> Payment,
    ImmutableArray<string> Footer,
    string? Watermark = null);
