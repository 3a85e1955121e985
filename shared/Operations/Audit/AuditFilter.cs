namespace RevenueFunctions.Operations;

/// <summary>Which entries of the audit log are asked for; what is absent matters not.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Operation">What.</param>
/// <param name="Target">On which object: the target, or the beginning of it.</param>
/// <param name="RequestId">Of which request.</param>
public sealed record AuditFilter(string? Subject = null, string? Operation = null, string? Target = null, string? RequestId = null)
{
    /// <summary>True when the entry is asked for.</summary>
    public bool Takes(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (Subject is null || entry.Subject == Subject)
            && (Operation is null || string.Equals(entry.Operation, Operation, StringComparison.OrdinalIgnoreCase))
            && (Target is null || entry.Target.StartsWith(Target, StringComparison.Ordinal))
            && (RequestId is null || entry.RequestId == RequestId);
    }
}
