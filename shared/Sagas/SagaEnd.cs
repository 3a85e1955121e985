namespace RevenueFunctions.Sagas;

/// <summary>How a saga ended.</summary>
/// <param name="SagaId">Its instance id.</param>
/// <param name="AccountId">Whose period.</param>
/// <param name="PeriodKey">The billing period.</param>
/// <param name="Run">The run that ended.</param>
/// <param name="State">Completed or compensated.</param>
/// <param name="InvoiceId">The invoice; absent when there was nothing to charge.</param>
/// <param name="Code">Why it was compensated.</param>
/// <param name="Message">The same for a person.</param>
public sealed record SagaEnd(
    string SagaId, string AccountId, string PeriodKey, int Run, SagaState State, string? InvoiceId = null, string? Code = null, string? Message = null);
