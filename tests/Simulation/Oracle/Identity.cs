using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>What makes two usage events the same one: whose it is, its source, its id, its time.</summary>
internal readonly record struct Identity(string Owner, string Source, string Id, DateTimeOffset Time)
{
    /// <summary>The same at whatever time.</summary>
    public Identity WithoutTime => this with { Time = default };

    /// <summary>The identity of an item. What nobody owns is told apart by its name.</summary>
    public static Identity Of(SeenItem item, Billability catalog)
    {
        var fact = ((SentItem.Usage)item.Item).Fact;
        return new Identity(catalog.AccountOf(fact) ?? $"unknown {fact.Subject}", fact.Source, fact.Id, fact.Time);
    }
}
