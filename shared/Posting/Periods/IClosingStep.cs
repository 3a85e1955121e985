using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>Something that is booked before an accounting period is closed: the recognition of deferred revenue, the accrual of unbilled usage.</summary>
public interface IClosingStep
{
    /// <summary>
    /// Queues what is to be booked on the month's last day, once for each closing, however often it is called. Answers what a person has to do
    /// first, or null when everything is queued.
    /// </summary>
    /// <param name="entity">Whose books.</param>
    /// <param name="month">What is closed.</param>
    /// <param name="closing">1, and one more each time that the month was opened again.</param>
    /// <param name="cancellationToken">Gives up; the call is repeated.</param>
    Task<string?> CloseAsync(LegalEntity entity, AccountingMonth month, int closing, CancellationToken cancellationToken);
}
