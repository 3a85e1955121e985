using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>One usage event as a producer sent it, and what the oracle needs to know of it.</summary>
internal abstract record SentItem
{
    private SentItem()
    {
    }

    /// <summary>Usage of whoever has its subject as an alias. What becomes of it follows from the catalog and from what else was sent.</summary>
    internal sealed record Usage(UsageFact Fact) : SentItem
    {
        /// <summary>What tells a repeat from a contradiction: everything of it but source and id.</summary>
        public string Content { get; } = SentBytes.ContentOf(Fact);

        /// <inheritdoc/>
        public override string ToString() => $"{Fact.Source} {Fact.Id} at {FactJson.Rfc3339(Fact.Time)} of {Fact.Subject} ({Fact.Type})";
    }

    /// <summary>Something that can never become usage: quarantined for this reason.</summary>
    internal sealed record Refused(string Reason) : SentItem;

    /// <summary>Something that is known and never billed, by this rule.</summary>
    internal sealed record Excluded(string Rule) : SentItem;
}
