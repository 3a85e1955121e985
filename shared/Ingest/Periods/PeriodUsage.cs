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

/// <summary>What a usage partition's fence lets through.</summary>
public enum FenceState
{
    /// <summary>Takes usage records.</summary>
    Open,

    /// <summary>Being billed: late usage follows the account's policy.</summary>
    Frozen,

    /// <summary>Billed: late usage follows the account's policy.</summary>
    Invoiced,
}

/// <summary>The outcome of freezing a period.</summary>
public abstract record FreezeResult
{
    private FreezeResult()
    {
    }

    /// <summary>The period is frozen for the caller, now or by an earlier call.</summary>
    public sealed record Frozen(PeriodUsage Usage) : FreezeResult;

    /// <summary>Somebody else holds it; nothing was changed.</summary>
    public sealed record HeldByAnother(string Owner, FenceState State) : FreezeResult;
}

/// <summary>The outcome of moving a frozen period on.</summary>
public enum FenceChange
{
    /// <summary>Done, now or by an earlier call.</summary>
    Done,

    /// <summary>Another owner holds the period; nothing was changed.</summary>
    HeldByAnother,

    /// <summary>The period is not frozen; nothing was changed.</summary>
    NotFrozen,
}
