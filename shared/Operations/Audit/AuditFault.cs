namespace RevenueFunctions.Operations;

/// <summary>The first thing wrong with an audit log.</summary>
/// <param name="Sequence">The entry.</param>
/// <param name="What">What is wrong, for a person.</param>
public sealed record AuditFault(long Sequence, string What);
