namespace RevenueFunctions.Reconciliation;

/// <summary>A break that the last run over its scope found.</summary>
/// <param name="Id">Scope and break.</param>
/// <param name="Scope">Where it was found.</param>
/// <param name="RunId">The run that saw it last.</param>
/// <param name="Found">The difference.</param>
/// <param name="FirstSeenAt">When it was first seen.</param>
public sealed record OpenBreak(string Id, ReconciliationScope Scope, string RunId, ReconciliationBreak Found, DateTimeOffset FirstSeenAt);
