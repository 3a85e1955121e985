namespace RevenueFunctions.Operations;

/// <summary>Where the audit log ends. Noted down outside, it proves later that nothing up to it was changed or cut off.</summary>
/// <param name="Sequence">The last entry.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When it was written.</param>
public sealed record AuditHead(long Sequence, string Hash, DateTimeOffset At);
