using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating.Periods;

/// <summary>Late usage on the invoice that it lands on: billed with the next period, or its own period rated again.</summary>
public sealed class PeriodRatingTests
{
    private static readonly Price Volume = new VolumePrice([new PriceTier(15m, 10m), new PriceTier(null, 5m)]);

    [Fact]
    public async Task RateAsync_CreditAndRebillAcrossATier_TakesBackWhatWasBilledAndChargesTheNewAmount()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.CreditAndRebill);
        await world.UseAsync("october", 15m);
        await world.BillAsync(world.October);
        await world.UseAsync("late", 1m);
        await world.UseInNovemberAsync("november", 4m);

        var lines = await world.LinesAsync(world.November);

        Assert.Equal([(LineKind.Usage, 40m, null), (LineKind.Correction, -150m, "20261001"), (LineKind.LateUsage, 80m, "20261001")], lines.Select(RatingWorld.Figures));
        Assert.Equal(-70m, lines.Skip(1).Sum(line => line.Amount));
        Assert.Equal([0L, 1L], lines.Skip(1).Select(line => line.Derivation.Usage.Sum(usage => usage.EventCount)));
        Assert.All(lines.Skip(1), line => Assert.Equal((world.October.Start, world.October.End), (line.ServiceFrom, line.ServiceTo)));
        Assert.All(lines, line => Assert.Equal(line.Derivation.UnroundedAmount, line.Derivation.Steps.Sum(step => step.Amount)));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("Late usage in a closed period", line.Note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RateAsync_CreditAndRebillTwice_SettlesWhatBothInvoicesBilled()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.CreditAndRebill);
        await world.UseAsync("october", 15m);
        await world.BillAsync(world.October);
        await world.UseAsync("late", 1m);
        await world.BillAsync(world.November);
        await world.UseAsync("later", 4m);

        var lines = await world.LinesAsync(world.December);

        // 20 at 5 is due for October; 150 - 150 + 80 was billed.
        Assert.Equal([(LineKind.Correction, -80m, "20261001"), (LineKind.LateUsage, 100m, "20261001")], lines.Select(RatingWorld.Figures));
    }

    [Fact]
    public async Task RateAsync_CreditAndRebillOfWhatWasCreditedInPart_TakesBackNoMoreThanIsLeft()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.CreditAndRebill);
        await world.UseAsync("october", 15m);
        await world.BillAsync(world.October);
        await world.CreditAsync(world.October, 20m);
        await world.UseAsync("late", 1m);

        var lines = await world.LinesAsync(world.November);

        Assert.Equal([(LineKind.Correction, -130m, "20261001"), (LineKind.LateUsage, 80m, "20261001")], lines.Select(RatingWorld.Figures));
    }

    [Fact]
    public async Task RateAsync_CreditAndRebillOfAPeriodThatIsNotBilledYet_BillsItNext()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.CreditAndRebill);
        await world.UseAsync("october", 15m);
        await world.FreezeAsync(world.October);
        await world.UseAsync("late", 1m);

        var lines = await world.LinesAsync(world.November);

        Assert.Equal([(LineKind.LateUsage, 10m, "20261001")], lines.Select(RatingWorld.Figures));
    }

    [Fact]
    public async Task RateAsync_BillNext_AddsWhatItCostsAtTheNextPeriodsPrices()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.BillNext);
        await world.BillAsync(world.October);
        await world.UseAsync("late", 1m);
        await world.UseInNovemberAsync("november", 15m);

        var lines = await world.LinesAsync(world.November);

        // 15 at 10 is 150; 16 at 5 is 80.
        Assert.Equal([(LineKind.Usage, 150m, null), (LineKind.LateUsage, -70m, "20261001")], lines.Select(RatingWorld.Figures));
        Assert.Equal(1m, lines[1].Quantity);
        Assert.Equal(lines[1].Derivation.UnroundedAmount, lines[1].Derivation.Steps.Sum(step => step.Amount));
        Assert.Equal([1L, 1L], lines.Select(line => line.Derivation.Usage.Sum(usage => usage.EventCount)));
    }

    [Fact]
    public async Task RateAsync_BillNextWhereNothingElseIsUsed_ChargesAFirstFlatFeeOnce()
    {
        var world = new RatingWorld(new GraduatedPrice([new PriceTier(10m, 1m, 2m), new PriceTier(null, 0.5m)]), LateUsagePolicy.BillNext);
        await world.BillAsync(world.October);
        await world.UseAsync("late", 3m);

        var lines = await world.LinesAsync(world.November);

        Assert.Equal([(LineKind.Usage, 2m, null), (LineKind.LateUsage, 3m, "20261001")], lines.Select(RatingWorld.Figures));
    }

    [Fact]
    public async Task RateAsync_WrittenOff_IsNamedAndChargedNothing()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.WriteOff);
        await world.BillAsync(world.October);
        await world.UseAsync("late-1", 1m);
        await world.UseAsync("late-2", 2.5m);
        await world.UseInNovemberAsync("november", 4m);

        var rated = await world.RateAsync(world.November);

        Assert.Equal([(LineKind.Usage, 40m, null)], Assert.IsType<RatingOutcome.Rated>(rated.Outcome).Lines.Select(RatingWorld.Figures));
        Assert.Equal(["Not charged: 2 usage events of Value (3.5 GB) of the period 20261001 arrived after it was closed."], rated.Notes);
    }

    [Theory]
    [InlineData(LateUsagePolicy.BillNext)]
    [InlineData(LateUsagePolicy.CreditAndRebill)]
    public async Task RateAsync_EveryAggregation_EachRecordIsOnExactlyOneLine(LateUsagePolicy policy)
    {
        foreach (var aggregation in Enum.GetValues<MeterAggregation>())
        {
            var world = new RatingWorld(new PerUnitPrice(1m), policy, aggregation);
            await world.UseAsync("october-1", 3m, "eu");
            await world.UseAsync("october-2", 4m, "us");
            await world.BillAsync(world.October);
            await world.UseAsync("late-1", 1m, "eu");
            await world.UseAsync("late-2", 8m, "us");
            await world.UseInNovemberAsync("november-1", 6m, "us");

            var rated = await world.RateAsync(world.November);
            var covered = Assert.IsType<RatingOutcome.Rated>(rated.Outcome).Lines.SelectMany(line => line.Derivation.Usage).Where(usage => usage.EventCount > 0).ToList();

            Assert.Equal((aggregation, rated.Usage.EventCount), (aggregation, covered.Sum(usage => usage.EventCount)));
            Assert.Equal(
                rated.Usage.Usage.OrderBy(RatingWorld.Key, StringComparer.Ordinal).Select(one => (RatingWorld.Key(one), one.SetHash)),
                covered.OrderBy(RatingWorld.Key, StringComparer.Ordinal).Select(one => (RatingWorld.Key(one), one.SetHash)));
        }
    }

    [Fact]
    public async Task RateAsync_CreditAndRebillOfUsageThatCannotBeMerged_CorrectsEachGroupByItself()
    {
        var world = new RatingWorld(new PerUnitPrice(1m), LateUsagePolicy.CreditAndRebill, MeterAggregation.Latest);
        await world.UseAsync("october-1", 3m, "eu");
        await world.UseAsync("october-2", 4m, "us");
        await world.BillAsync(world.October);
        await world.UseAsync("late-1", 10m, "eu", 2);
        await world.BillAsync(world.November);
        await world.UseAsync("late-2", 20m, "eu", 3);
        await world.UseAsync("late-3", 30m, "us", 3);

        var lines = await world.LinesAsync(world.December);

        Assert.Equal([-10m, 20m, -4m, 30m], lines.Select(line => line.Amount));
    }

    [Fact]
    public async Task RateAsync_PlanChangesWithinThePeriod_PricesEachPartByItsPlan()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.BillNext);
        var change = world.November.Start.AddDays(5);
        world.ChangePrice(new PerUnitPrice(2m), change);
        await world.UseInNovemberAsync("before", 4m);
        await world.UseInNovemberAsync("after", 7m, day: 7);

        var lines = await world.LinesAsync(world.November);

        Assert.Equal([(40m, "volume"), (14m, "perUnit")], lines.Select(line => (line.Amount, line.Derivation.Model)));
        Assert.Equal([(world.November.Start, change), (change, world.November.End)], lines.Select(line => (line.ServiceFrom, line.ServiceTo)));
        Assert.Equal([1L, 1L], lines.Select(line => line.Derivation.Usage.Sum(usage => usage.EventCount)));
    }

    [Fact]
    public async Task RateAsync_PlanChangesWithinThePeriod_HandsEachPartItsEvents()
    {
        var world = new RatingWorld(new PercentagePrice(10m), LateUsagePolicy.BillNext);
        await world.BillAsync(world.October);
        world.ChangePrice(new PercentagePrice(1m, FixedFee: 2m), world.November.Start.AddDays(5));
        await world.UseInNovemberAsync("before", 100m);
        await world.UseInNovemberAsync("after-1", 100m, day: 7);
        await world.UseInNovemberAsync("after-2", 200m, day: 8);
        await world.UseAsync("late", 50m);

        var lines = await world.LinesAsync(world.November);

        // 10 % of 100; 1 % of 300 and two fees; the late 50 belongs to the first part.
        Assert.Equal([10m, 7m, 5m], lines.Select(line => line.Amount));
        Assert.Equal([LineKind.Usage, LineKind.Usage, LineKind.LateUsage], lines.Select(line => line.Kind));
    }

    [Fact]
    public async Task RateAsync_CreditAndRebillOfAPeriodInWhichThePlanChanged_CorrectsEachPart()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.CreditAndRebill);
        world.ChangePrice(new PerUnitPrice(2m), world.October.Start.AddDays(10));
        await world.UseAsync("october-1", 15m);
        await world.UseAsync("october-2", 10m, hours: 300);
        await world.BillAsync(world.October);
        await world.UseAsync("late-1", 1m);
        await world.UseAsync("late-2", 5m, hours: 301);
        await world.BillAsync(world.November);
        await world.UseAsync("late-3", 1m, hours: 302);

        var november = await world.LinesAsync(world.November);
        var december = await world.LinesAsync(world.December);

        Assert.Equal([-150m, 80m, -20m, 30m], november.Select(line => line.Amount));
        Assert.Equal(2L, november.SelectMany(line => line.Derivation.Usage).Sum(usage => usage.EventCount));
        Assert.Equal([-80m, 80m, -30m, 32m], december.Select(line => line.Amount));
    }

    [Fact]
    public async Task RateAsync_TrialEndsWithinThePeriod_ChargesWhatIsUsedAfterIt()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.BillNext);
        world.TryUntil(world.November.Start.AddDays(5));
        await world.UseInNovemberAsync("trial", 4m);
        await world.UseInNovemberAsync("paid", 7m, day: 7);

        var lines = await world.LinesAsync(world.November);

        Assert.Equal([(4m, 0m), (7m, 70m)], lines.Select(line => (line.Quantity, line.Amount)));
    }

    [Theory]
    [InlineData(LineKind.MinimumSpend, 0)]
    [InlineData(LineKind.Correction, 0)]
    [InlineData(LineKind.Recurring, 1)]
    public void Compare_WhatDoesNotComeOfRatingThePeriod_IsLeftOut(LineKind kind, int charges)
    {
        var from = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
        var line = new InvoiceLine(1, "sub-1", "fee", "platform", "Platform", from, from.AddMonths(1), 1m, "period", 49m, "standard", new Derivation("scale", 1, "flat", [], 49m, []), kind);

        var compared = Rerating.Compare(CatalogSnapshot.Empty, [new BilledLine("acme:20261001", "DE-000001", "EUR", line, 0m)], []);

        Assert.Equal(charges, compared.Length);
        Assert.All(compared, charge => Assert.Equal((49m, 0m, -49m), (charge.Billed, charge.Rated, charge.Difference)));
    }

    [Fact]
    public async Task RunAsync_AnotherPrice_ShowsEachChargeBilledAndDue()
    {
        var world = new RatingWorld(Volume, LateUsagePolicy.BillNext);
        await world.UseAsync("october", 15m);
        await world.BillAsync(world.October);
        var same = Assert.IsType<ReratingOutcome.Rerated>(await world.RerateAsync(world.October));
        Assert.Equal((0m, 150m), (same.Difference, same.Charges.Single().Billed));

        world.Price(new PerUnitPrice(11m));
        var dearer = Assert.IsType<ReratingOutcome.Rerated>(await world.RerateAsync(world.October));

        var charge = Assert.Single(dearer.Charges);
        Assert.Equal((150m, 165m, 15m), (charge.Billed, charge.Rated, charge.Difference));
        Assert.Equal(("volume", "perUnit"), (charge.BilledDerivations.Single().Model, charge.RatedDerivations.Single().Model));
        Assert.IsType<ReratingOutcome.NotBilled>(await world.RerateAsync(world.November));
    }
}
