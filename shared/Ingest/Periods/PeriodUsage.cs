using System.Collections.Immutable;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Ingest;

/// <summary>The usage of an account in a billing period, read from roll-ups.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="PeriodKey">The period.</param>
/// <param name="State">Whether it still takes usage.</param>
/// <param name="EventCount">Usage records in the period.</param>
/// <param name="SetHash">Order-independent 128-bit hash of all its records, 32 hex digits.</param>
/// <param name="Usage">The aggregates, in order of subscription, meter and group.</param>
/// <param name="Owner">Who froze it, such as a saga's instance id; absent while open.</param>
/// <param name="InvoiceId">The invoice that bills it; absent until invoiced.</param>
public sealed record PeriodUsage(
    string AccountId,
    string PeriodKey,
    FenceState State,
    long EventCount,
    string SetHash,
    ImmutableArray<MeteredUsage> Usage,
    string? Owner = null,
    string? InvoiceId = null);
