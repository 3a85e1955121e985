using RevenueFunctions.Catalog;

namespace RevenueFunctions.Sagas;

/// <summary>What a saga is about, by the catalog in force.</summary>
internal sealed record SagaSubject(CatalogSnapshot Catalog, LegalEntity Entity, Account Account, BillingPeriod Period)
{
    /// <summary>Stands for the invoice of a period in which there was nothing to charge.</summary>
    public const string NoInvoice = "none";

    /// <summary>Reads the catalog as stored now: a person who mended it and said 'retry' must be heard.</summary>
    public static async Task<SagaSubject?> FindAsync(CatalogReader reader, StepInput input, CancellationToken cancellationToken)
    {
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        return catalog.Accounts.TryGetValue(input.AccountId, out var account)
            && catalog.LegalEntities.TryGetValue(account.LegalEntityId, out var entity)
            && BillingCalendar.PeriodOf(account, input.PeriodKey) is { } period
            ? new SagaSubject(catalog, entity, account, period)
            : null;
    }

    public static StepOutcome Unknown(StepInput input) => StepOutcome.NeedsPerson(
        "unknown-subject", $"The catalog has no account '{input.AccountId}' with a period '{input.PeriodKey}', or its invoice '{input.InvoiceId}' is gone.");
}
