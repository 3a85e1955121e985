namespace RevenueFunctions.Sagas;

/// <summary>A saga as the fabric keeps it, beside the engine's history: the history may be purged, this may not.</summary>
/// <param name="SagaId">Its instance id.</param>
/// <param name="AccountId">Whose period.</param>
/// <param name="PeriodKey">The billing period.</param>
/// <param name="Run">From 1.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When this run was started.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="InvoiceId">The invoice it made; absent when there was nothing to charge.</param>
/// <param name="Code">Why it was compensated.</param>
/// <param name="Message">The same for a person.</param>
/// <param name="Rebills">The invoice that was taken back so that this run bills the period again.</param>
public sealed record SagaRecord(
    string SagaId,
    string AccountId,
    string PeriodKey,
    int Run,
    SagaState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt = null,
    string? InvoiceId = null,
    string? Code = null,
    string? Message = null,
    string? Rebills = null);
