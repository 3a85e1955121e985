namespace RevenueFunctions.Sagas;

/// <summary>What an invoice saga starts with.</summary>
/// <param name="AccountId">Whose period.</param>
/// <param name="PeriodKey">The billing period.</param>
/// <param name="Run">From 1; a saga that was compensated may be run again.</param>
public sealed record SagaInput(string AccountId, string PeriodKey, int Run = 1);
