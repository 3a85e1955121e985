using RevenueFunctions.Local.Engines.EventHub;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A hub event as a producer sends it, once or again, and the usage events inside. Its message id tells the oracle which one it is; the fabric never reads that.</summary>
internal sealed record SentEvent(HubEvent Event, IReadOnlyList<SentItem> Items)
{
    /// <summary>Names it.</summary>
    public string Id => Event.MessageId!;
}
