using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A fee that a contract owes by its timeline: one rate card at one quantity, for an interval or the part of it.</summary>
/// <param name="Plan">The plan version in force.</param>
/// <param name="Card">The price terms.</param>
/// <param name="Interval">The whole interval: what proration divides by.</param>
/// <param name="From">Inclusive, not before the interval.</param>
/// <param name="To">Exclusive, not after the interval.</param>
/// <param name="Quantity">The agreed quantity; 1 where the price does not depend on it.</param>
/// <param name="ChargedIn">The billing period whose invoice charges it, as far as that invoice could know of it.</param>
/// <param name="IsContinued">Whether the card goes on at <paramref name="To"/> within the interval, under other terms.</param>
internal sealed record FeeEntry(
    PricePlan Plan, RateCard Card, BillingPeriod Interval, DateTimeOffset From, DateTimeOffset To, decimal Quantity, BillingPeriod ChargedIn, bool IsContinued)
{
    /// <summary>What makes it the same fee as one that was billed.</summary>
    public FeeIdentity Identity => new(Plan.Key, Plan.Version, Card.Key, From.UtcTicks, To.UtcTicks, Quantity);
}
