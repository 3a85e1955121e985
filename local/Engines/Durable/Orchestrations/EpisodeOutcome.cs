using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>What an episode led to: new decisions, and perhaps the end of the execution.</summary>
/// <param name="Decisions">Decisions that history does not hold yet, in order.</param>
/// <param name="CustomStatus">The serialised custom status after the episode.</param>
/// <param name="End">How the execution ended; null while it waits.</param>
internal sealed record EpisodeOutcome(IReadOnlyList<Decision> Decisions, string? CustomStatus, EpisodeEnd? End);

/// <summary>How an execution ended.</summary>
internal abstract record EpisodeEnd;

/// <summary>The orchestrator returned.</summary>
internal sealed record Returned(int Id, string? Result) : EpisodeEnd;

/// <summary>The orchestrator threw, or was found out to be non-deterministic.</summary>
internal sealed record Threw(int Id, DurableFailure Failure) : EpisodeEnd;

/// <summary>The orchestrator goes on as a new execution, with the events it did not consume.</summary>
internal sealed record ContinuedAsNew(string? Input, string? Version, List<HistoryEvent> Carryover) : EpisodeEnd;

/// <summary>An operator, or the parent, terminated the instance.</summary>
internal sealed record Terminated(string? Output, bool Recursive) : EpisodeEnd;
