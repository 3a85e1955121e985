namespace RevenueFunctions.Rating;

/// <summary>The priced result of one rate card over one service period.</summary>
/// <param name="SubscriptionId">The contract it comes from.</param>
/// <param name="RateCard">The price terms.</param>
/// <param name="ServiceFrom">When the service was delivered, from (inclusive).</param>
/// <param name="ServiceTo">When the service was delivered, to (exclusive).</param>
/// <param name="Quantity">Units charged; 1 for a fee.</param>
/// <param name="Unit">Unit of the quantity; "period" for a fee.</param>
/// <param name="Amount">Net amount in the plan's currency, rounded once, half away from zero, to its minor unit.</param>
/// <param name="Derivation">How the amount came about.</param>
/// <param name="Kind">What it charges.</param>
/// <param name="CorrectedPeriod">The earlier billing period that a correction or late usage belongs to.</param>
/// <param name="Note">What the customer should know about the line.</param>
public sealed record RatedLine(
    string SubscriptionId,
    Catalog.RateCard RateCard,
    DateTimeOffset ServiceFrom,
    DateTimeOffset ServiceTo,
    decimal Quantity,
    string Unit,
    decimal Amount,
    Derivation Derivation,
    LineKind Kind = LineKind.Usage,
    string? CorrectedPeriod = null,
    string? Note = null);
