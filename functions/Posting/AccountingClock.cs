using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>Does what accounting periods need when nobody asks.</summary>
public sealed class AccountingClock(AccountingPeriods periods, RevenueRecognition recognition)
{
    /// <summary>Recognises deferred revenue of months that are over, and goes on with closings that wait.</summary>
    [Function(nameof(AccountingClock))]
    public async Task RunAsync([TimerTrigger("%AccountingSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await recognition.RunDueAsync(cancellationToken);
        await periods.AdvanceAllAsync(cancellationToken);
    }
}
