using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>The usage of an account's billing periods: freezes it for billing, reads its aggregates and its records.</summary>
public sealed class UsagePeriods
{
    /// <summary>Freezes the period for an owner and answers its usage. Idempotent for the owner.</summary>
    public Task<FreezeResult> FreezeAsync(Account account, BillingPeriod period, string owner, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>The usage of the period as it stands.</summary>
    public Task<PeriodUsage> ReadAsync(Account account, BillingPeriod period, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Opens a frozen or invoiced period again: the compensation of freezing it.</summary>
    public Task<FenceChange> ReopenAsync(Account account, BillingPeriod period, string owner, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Marks a frozen period as billed by an invoice.</summary>
    public Task<FenceChange> MarkInvoicedAsync(
        Account account, BillingPeriod period, string owner, string invoiceId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>A page of the period's records, in order of shard and time; hand <c>Next</c> back as the cursor for the next page.</summary>
    public Task<(IReadOnlyList<UsageRecord> Records, string? Next)> RecordsAsync(
        Account account, BillingPeriod period, RecordFilter filter, int limit, string? cursor, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>The record of a usage event. With the event's time one read for each period it may be billed in; without, a scan of the account's periods.</summary>
    public Task<UsageRecord?> FindRecordAsync(
        Account account, string source, string id, DateTimeOffset? time, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
