using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>What accounts agreed on beside their prices: coupons, a minimum spend, how they are taxed.</summary>
internal sealed class Agreements : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var currencies = draft.Catalog.LegalEntities.Select(entity => entity.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var products = draft.Catalog.Plans.SelectMany(plan => plan.RateCards).Select(card => card.Product).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        List<Coupon> coupons =
        [
            new("share", "A share", Percent: chance.Between(1, 10_000) / 100m),
            new("share-of-product", "A share of a product", Percent: chance.Pick([5m, 12.5m, 100m]), Products: [chance.Pick(products)]),
            .. currencies.Select(currency => new Coupon($"amount-{currency}".ToLowerInvariant(), "An amount", Amount: chance.Between(1, 50), Currency: currency)),
        ];
        draft.Add(catalog => catalog with
        {
            Coupons = [.. coupons],
            Accounts = [.. catalog.Accounts.Select(account => Agree(account, catalog.LegalEntities.Single(entity => entity.Id == account.LegalEntityId).Currency, coupons, chance))],
        });
    }

    private static Account Agree(Account account, string currency, IEnumerable<Coupon> coupons, Chance chance)
    {
        var some = coupons.Where(coupon => coupon.Currency is null || coupon.Currency == currency).Where(_ => chance.Percent(25)).Select(coupon => coupon.Key).ToList();
        chance.Shuffle(some);
        return account with
        {
            Coupons = [.. some],
            MinimumSpend = chance.Percent(20) ? new MinimumSpend(chance.Between(1, 200), Proration: chance.Pick([ProrationBasis.DaysHalfOpen, ProrationBasis.Seconds, ProrationBasis.Fixed30])) : null,
            Tax = chance.Below(10) switch
            {
                0 => new TaxProfile(Exemption: new TaxExemption("Public hospital")),
                1 => new TaxProfile("FR40303265045", ReverseCharge: true),
                _ => null,
            },
        };
    }
}
