using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>Something that is booked before an accounting period is closed: the recognition of deferred revenue, the accrual of unbilled usage.</summary>
public interface IClosingStep
{
    /// <summary>
    /// Queues what is to be booked on the month's last day, once, however often it is called. Answers what a person has to do first, or null
    /// when everything is queued.
    /// </summary>
    Task<string?> CloseAsync(LegalEntity entity, AccountingMonth month, CancellationToken cancellationToken);
}
