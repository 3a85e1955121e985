using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Rating;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Contract.Sagas;

namespace RevenueFunctions.Tests.Contract.Governance;

/// <summary>A draft of a plan is tried on a period that was really billed, and leaves no trace.</summary>
public sealed class PlanShadowTests : IAsyncLifetime
{
    private static readonly GovernedKind Plans = GovernedKind.Find("plans")!;
    private static readonly PricePlan Plan = FabricBench.Catalog().Plans[0];
    private readonly MemoryStore memory = new();
    private FaultyStore store = null!;
    private FabricBench bench = null!;

    /// <summary>1,000 tokens at 0.01 and a fee of 10, billed.</summary>
    public async ValueTask InitializeAsync()
    {
        store = new FaultyStore(memory);
        bench = await FabricBench.StartAsync(store);
        await bench.LoadAsync();
        await bench.IngestAsync(100);
        Assert.Equal(SagaState.Completed, (await bench.CloseToTheEndAsync()).State);
    }

    [Fact]
    public async Task Run_DearerDraft_ShowsTheDifferenceByLineAndChangesNothing()
    {
        var draft = await AddAsync(Plan with { RateCards = [Plan.RateCards[0] with { Price = new FlatPrice(12m) }, Plan.RateCards[1] with { Price = new PerUnitPrice(0.02m) }] });
        var before = await DigestAsync();
        store.RefusesWrites = true;
        var result = await RunAsync(draft);
        store.RefusesWrites = false;

        Assert.Equal((1, 20m, 32m, 12m, "EUR", 2), (result.Compared, result.Billed, result.Rated, result.Difference, result.Currency, result.PlanVersion));
        var account = Assert.Single(result.Accounts);
        var period = Assert.Single(account.Periods);
        Assert.Equal((FabricBench.Account, 12m, ShadowState.Compared), (account.AccountId, account.Difference, period.State));
        Assert.Equal([("fee", 10m, 12m, 2m), ("tokens", 10m, 20m, 10m)], period.Lines.Select(line => (line.RateCardKey, line.Current, line.Rated, line.Difference)).Order());
        var tokens = period.Lines.Single(line => line.RateCardKey == "tokens");
        Assert.Equal((1, 2), (tokens.CurrentDerivations.Single().PlanVersion, tokens.RatedDerivations.Single().PlanVersion));
        Assert.Equal(tokens.Rated, tokens.RatedDerivations.Single().Steps.Sum(step => step.Amount));
        Assert.Equal(before, await DigestAsync());
    }

    [Fact]
    public async Task Run_DraftThatOnlyRenames_DiffersInNothing()
    {
        var result = await RunAsync(await AddAsync(Plan with { Name = "Other" }));
        Assert.Equal((20m, 20m, 0m), (result.Billed, result.Rated, result.Difference));
        Assert.Empty(result.Accounts.Single().Periods.Single().Lines);
    }

    [Fact]
    public async Task Run_DraftWithoutAPrice_NamesWhatHasNone()
    {
        var draft = await AddAsync(Plan with { RateCards = [Plan.RateCards[1] with { Group = ImmutableSortedDictionary<string, string>.Empty.Add("region", "eu") }] });
        var period = (await RunAsync(draft)).Accounts.Single().Periods.Single();
        Assert.Equal(ShadowState.Unrated, period.State);
        Assert.Contains("us", Assert.Single(period.Issues).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PeriodsThatCannotBeCompared_AreNamedAsSuch()
    {
        var result = await RunAsync(await AddAsync(Plan with { Name = "Other" }), "20261101", "20261015", FabricBench.Period);
        Assert.Equal([ShadowState.NotBilled, ShadowState.NoSuchPeriod, ShadowState.Compared], result.Accounts.Single().Periods.Select(period => period.State));
        Assert.Equal(1, result.Compared);
    }

    [Fact]
    public async Task Run_ContractThatWasAmended_IsComparedPartByPart()
    {
        await using var amended = await FabricBench.StartAsync(new MemoryStore());
        await amended.LoadAsync(FabricBench.Catalog() with
        {
            Amendments = [new Amendment("seats", "sub-1", new DateTimeOffset(2026, 10, 15, 22, 0, 0, TimeSpan.Zero), FabricBench.Begin, AmendmentKind.Quantity, "fee", 3m)],
        });
        await amended.IngestAsync(4);
        Assert.Equal(SagaState.Completed, (await amended.CloseToTheEndAsync()).State);

        var renamed = await RunAsync(amended, await AddAsync(amended, Plan with { Name = "Other" }));
        Assert.Equal((1, 0m), (renamed.Compared, renamed.Difference));
        Assert.Empty(renamed.Accounts.Single().Periods.Single().Lines);

        // What is agreed after the invoice is settled by the next one: it is no doing of the draft.
        Assert.IsType<CatalogOutcome.Stored>(await amended.Get<CatalogWriter>().WriteAsync(new CatalogDocuments
        {
            Amendments = [new Amendment("more", "sub-1", new DateTimeOffset(2026, 10, 19, 22, 0, 0, TimeSpan.Zero), FabricBench.Begin, AmendmentKind.Quantity, "fee", 5m)],
        }));
        var later = await RunAsync(amended, await AddAsync(amended, Plan with { Name = "Other" }));
        Assert.Equal((1, 0m), (later.Compared, later.Difference));
        Assert.True(later.Current > later.Billed, $"{later.Current} by the contract as amended is not above the {later.Billed} that were billed.");

        var dearer = await RunAsync(amended, await AddAsync(amended, Plan with { RateCards = [Plan.RateCards[0] with { Price = new FlatPrice(20m) }, Plan.RateCards[1]] }));
        var lines = dearer.Accounts.Single().Periods.Single().Lines;
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Rated - (2 * line.Current), -0.01m, 0.01m));
    }

    [Theory]
    [InlineData("periods", "[]", "[]")]
    [InlineData("periods[1]", """["20261001","20261001"]""", "[]")]
    [InlineData("periods[0]", """["October"]""", "[]")]
    [InlineData("periods[0]", "[null]", "[]")]
    [InlineData("accounts[0]", """["20261001"]""", """["nobody"]""")]
    public async Task Run_WrongRequest_NamesTheField(string path, string periods, string accounts)
    {
        var draft = await AddAsync(Plan with { Name = "Other" });
        var request = FabricJson.Read<ShadowRequest>(Encoding.UTF8.GetBytes($$"""{"periods":{{periods}},"accounts":{{accounts}}}"""));
        var (result, issues) = await bench.Get<PlanShadow>().RunAsync(draft, request, 100, null);
        Assert.Null(result);
        Assert.Equal(path, Assert.Single(issues).Path);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => bench.DisposeAsync();

    private Task<ConfigurationDraft> AddAsync(PricePlan plan) => AddAsync(bench, plan);

    private Task<ShadowResult> RunAsync(ConfigurationDraft draft, params ImmutableArray<string> periods) => RunAsync(bench, draft, periods);

    private static async Task<ConfigurationDraft> AddAsync(FabricBench bench, PricePlan plan)
    {
        var content = new DraftContent(JsonSerializer.SerializeToElement(plan with { Version = 2 }, FabricJson.Options), "To be tried");
        return Assert.IsType<DraftOutcome.Done>(await bench.Get<DraftDesk>().AddAsync(Plans, plan.Key, content, "key:ann")).Draft;
    }

    private static async Task<ShadowResult> RunAsync(FabricBench bench, ConfigurationDraft draft, params ImmutableArray<string> periods)
    {
        var (result, issues) = await bench.Get<PlanShadow>().RunAsync(draft, new ShadowRequest(periods.IsEmpty ? [FabricBench.Period] : periods), 100, null);
        Assert.Empty(issues);
        return result!;
    }

    /// <summary>A hash of every row of every table, with its version.</summary>
    private async Task<string> DigestAsync()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in memory.Tables.Order(StringComparer.Ordinal))
        {
            await foreach (var row in memory.ScanTableAsync(table))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{table}|{row.Partition}|{row.Row}|{row.Version}|"));
                hash.AppendData(row.Value.Span);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
