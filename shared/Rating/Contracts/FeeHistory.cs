using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What invoices that stand have charged, as far back as a change of a contract reaches.</summary>
/// <param name="Billed">The fees on them.</param>
/// <param name="Settled">Keys of the billing periods whose own fees were charged, or had none.</param>
/// <param name="IsComplete">
/// Whether every earlier period that the changes reach is settled. While one is not, its invoice is in the making and may correct the very
/// same fees: corrections wait for it, so that two invoices never give back one fee.
/// </param>
public sealed record FeeHistory(ImmutableArray<BilledFee> Billed, ImmutableHashSet<string> Settled, bool IsComplete);
