using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What an external tax engine answers. It is believed only after <see cref="TaxAnswerRules"/> found nothing wrong with it.</summary>
/// <param name="InvoiceId">The invoice that was asked about.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Lines">One for each line that was asked about.</param>
/// <param name="Notes">What the law wants on the invoice.</param>
public sealed record TaxAnswer(string InvoiceId, string Currency, ImmutableArray<TaxAnswerLine> Lines, ImmutableArray<string> Notes = default);
