using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What an external tax engine says of one line.</summary>
/// <param name="Number">The line.</param>
/// <param name="Taxes">Its taxes; a line that is not taxed has one of rate 0.</param>
/// <param name="Included">True when its amount holds the taxes already.</param>
public sealed record TaxAnswerLine(int Number, ImmutableArray<TaxAnswerTax> Taxes, bool Included = false);
