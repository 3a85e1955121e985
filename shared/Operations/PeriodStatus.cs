namespace RevenueFunctions.Operations;

/// <summary>How a billing period of an account stands.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="PeriodKey">The period.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
/// <param name="State">Where it stands.</param>
/// <param name="SagaId">The saga that closes it, or would.</param>
/// <param name="InvoiceId">Its invoice; absent before it is closed, and when there was nothing to charge.</param>
public sealed record PeriodStatus(
    string AccountId, string PeriodKey, DateTimeOffset Start, DateTimeOffset End, PeriodState State, string SagaId, string? InvoiceId);
