using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>Does what accounting periods need when nobody asks.</summary>
public sealed class AccountingClock(AccountingPeriods periods)
{
    /// <summary>Goes on with closings that wait.</summary>
    [Function(nameof(AccountingClock))]
    public Task RunAsync([TimerTrigger("%AccountingSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => periods.AdvanceAllAsync(cancellationToken);
}
