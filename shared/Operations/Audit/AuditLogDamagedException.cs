namespace RevenueFunctions.Operations;

/// <summary>The audit log does not fit together, so nothing can follow it, and no command is carried out without an entry.</summary>
public sealed class AuditLogDamagedException(string what)
    : InvalidOperationException($"The audit log is damaged: {what} Find where with 'audit verify', and restore it from a backup.");
