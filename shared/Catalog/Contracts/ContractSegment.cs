using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>A stretch of time in which a contract does not change.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; absent: for good.</param>
/// <param name="PlanKey">The plan in force.</param>
/// <param name="PlanVersion">Its version.</param>
/// <param name="Quantities">Agreed quantities by rate card; a card that is not named has the quantity 1.</param>
/// <param name="State">What is charged.</param>
public sealed record ContractSegment(
    DateTimeOffset From, DateTimeOffset? To, string PlanKey, int PlanVersion, ImmutableSortedDictionary<string, decimal> Quantities, ContractState State)
{
    /// <summary>True when the instant lies in the segment.</summary>
    public bool Contains(DateTimeOffset instant) => instant >= From && (To is null || instant < To);

    /// <summary>True when the segment and the stretch of time share an instant.</summary>
    public bool Meets(DateTimeOffset from, DateTimeOffset to) => From < to && (To is null || To > from);

    /// <summary>The agreed quantity of a rate card.</summary>
    public decimal QuantityOf(string rateCardKey) => Quantities.GetValueOrDefault(rateCardKey, 1m);
}
