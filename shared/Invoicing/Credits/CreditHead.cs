using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The one row that changes with every balance of an account: whoever draws must have read its latest version, so that two invoices can
/// never draw the same credit.
/// </summary>
/// <param name="Entries">Entries in the ledger.</param>
/// <param name="Balances">What is left of every grant, also of those that are used up: a credited invoice may give back.</param>
/// <param name="CouponUses">How many invoices use each limited coupon.</param>
internal sealed record CreditHead(long Entries, ImmutableArray<CreditBalance> Balances, ImmutableSortedDictionary<string, int> CouponUses)
{
    public static CreditHead Empty { get; } = new(0, [], ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    public CreditBalance BalanceOf(string grantId) => Balances.First(balance => balance.Grant.Id == grantId);

    /// <summary>The head as if the reservation were returned.</summary>
    public CreditHead With(Reservation? returned) => returned is null ? this : Changed(returned, 1);

    /// <summary>The head with the reservation taken; null when it takes more than there is.</summary>
    public CreditHead? Without(Reservation taken)
    {
        var known = taken.Credits.All(draw => Balances.Any(balance => balance.Grant.Id == draw.GrantId));
        return known && Changed(taken, -1) is var head && head.Balances.All(balance => balance.Remaining >= 0m) ? head : null;
    }

    private CreditHead Changed(Reservation reservation, int sign)
    {
        var balances = Balances.ToBuilder();
        foreach (var draw in reservation.Credits)
        {
            var at = Balances.IndexOf(BalanceOf(draw.GrantId));
            balances[at] = balances[at] with { Remaining = balances[at].Remaining + (sign * draw.Amount) };
        }

        var uses = CouponUses;
        foreach (var coupon in reservation.Coupons)
        {
            var count = uses.GetValueOrDefault(coupon) - sign;
            uses = count > 0 ? uses.SetItem(coupon, count) : uses.Remove(coupon);
        }

        return this with { Balances = balances.ToImmutable(), CouponUses = uses };
    }
}
