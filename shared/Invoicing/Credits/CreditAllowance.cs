using System.Collections.Immutable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// What an account has for one invoice, as read at one moment: what is left of its grants, with what the invoice itself holds already, and
/// how often its limited coupons were used by others. What is reserved by it is refused when anything changed since.
/// </summary>
public sealed class CreditAllowance
{
    internal CreditAllowance(CreditHead head, RowVersion? headVersion, Reservation? held, RowVersion? heldVersion)
    {
        (Head, HeadVersion, Held, HeldVersion) = (head, headVersion, held, heldVersion);
        Balances = held is { IsFinal: true } ? [.. held.Credits.Select(draw => head.BalanceOf(draw.GrantId) with { Remaining = draw.Amount })] : head.With(held).Balances;
    }

    /// <summary>Nothing: of an account that was never granted anything.</summary>
    public static CreditAllowance None { get; } = new(CreditHead.Empty, null, null, null);

    /// <summary>What may be drawn. Of an issued invoice exactly what it drew.</summary>
    public ImmutableArray<CreditBalance> Balances { get; }

    internal CreditHead Head { get; }

    internal RowVersion? HeadVersion { get; }

    internal Reservation? Held { get; }

    internal RowVersion? HeldVersion { get; }

    /// <summary>How many invoices but this one use the coupon.</summary>
    public int UsesOf(string coupon) => Head.CouponUses.GetValueOrDefault(coupon) - (Held?.Coupons.Contains(coupon) == true ? 1 : 0);
}
