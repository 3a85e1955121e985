using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Instances;

/// <summary>One instance stores posting rules, another books by them, a third posts the entry: all within the same second.</summary>
public sealed class PostingInstancesTests
{
    private readonly MemoryStore memory = new();
    private readonly VirtualClock clock = new(Start);

    [Fact]
    public async Task Post_AccountOfRulesThatAnotherInstanceHasJustStored_IsInTheChart()
    {
        await using var here = Instance();
        await using var there = Instance();
        await here.GetRequiredService<CatalogWriter>().WriteAsync(All);
        var entity = All.LegalEntities[0];
        var day = new DateOnly(2026, 10, 1);
        Assert.IsType<ErpPostResult.Posted>(await PostAsync(there, entity, "invoice:a", day, "4000"));

        var rules = new PostingRuleSet(entity.Id, 1, day, PostingRules.Standard with { Revenue = "4711" });
        Assert.IsType<CatalogOutcome.Stored>(await here.GetRequiredService<CatalogWriter>().WriteAsync(new CatalogDocuments { PostingRuleSets = [rules] }));

        Assert.IsType<ErpPostResult.Posted>(await PostAsync(there, entity, "invoice:b", day, "4711"));
    }

    private static Task<ErpPostResult> PostAsync(ServiceProvider instance, LegalEntity entity, string key, DateOnly day, string revenue) =>
        instance.GetRequiredService<EmbeddedLedger>().PostAsync(
            new JournalEntry(key, entity.Id, day, entity.Currency, key, [new JournalLine("1200", 10m, 0m), new JournalLine(revenue, 0m, 10m)]), CancellationToken.None);

    private ServiceProvider Instance() => new ServiceCollection()
        .AddSingleton<ITableStore>(memory)
        .AddSingleton<TimeProvider>(clock)
        .AddCatalog()
        .AddPosting()
        .AddSingleton<FindFirstOpenDay>((_, _) => ValueTask.FromResult<DateOnly?>(null))
        .BuildServiceProvider();
}
