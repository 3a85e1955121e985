namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>What a producer sends at once: one request, acknowledged or not as a whole.</summary>
/// <param name="At">Not before.</param>
/// <param name="Events">The hub events.</param>
internal sealed record ProducerBatch(DateTimeOffset At, IReadOnlyList<SentEvent> Events);
