namespace RevenueFunctions.Sagas;

/// <summary>What a step is told: ids only, because payloads travel through the saga's history.</summary>
/// <param name="SagaId">The saga, which owns what the step holds.</param>
/// <param name="AccountId">Whose period.</param>
/// <param name="PeriodKey">The billing period.</param>
/// <param name="Run">The run of the saga.</param>
/// <param name="Order">The step's place among the steps and compensations of the run, from 1.</param>
/// <param name="InvoiceId">The invoice, once there is one.</param>
/// <param name="Retries">How often a person asked to try the step again.</param>
/// <param name="AskedAt">The saga's own time when it first called the step: the date of what a repeat must not date anew.</param>
public sealed record StepInput(
    string SagaId, string AccountId, string PeriodKey, int Run, int Order, string? InvoiceId = null, int Retries = 0, DateTimeOffset AskedAt = default);
