using RevenueFunctions.Ingest;

namespace RevenueFunctions.Invoicing;

/// <summary>The invoice of a period that is not billed yet, as it would be now. Nothing of it is stored.</summary>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="PeriodKey">The billing period.</param>
/// <param name="PeriodStart">Its start (inclusive).</param>
/// <param name="PeriodEnd">Its end (exclusive).</param>
/// <param name="AsOf">When it was computed.</param>
/// <param name="Usage">Whether the period still takes usage.</param>
/// <param name="Invoice">The draft, with lines, derivations, taxes and notes; absent when there is nothing to charge so far.</param>
public sealed record UpcomingInvoice(
    string AccountId, string PeriodKey, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, DateTimeOffset AsOf, FenceState Usage, Invoice? Invoice);
