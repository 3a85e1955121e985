using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Reconciliation;

/// <summary>How reconciliation judges what is under way.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>How long an issued invoice may be on its way into the books before it is a break.</summary>
    /// <value>1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan PostingTolerance { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Records that a saga counts one by one before it goes on. A larger period is compared by its roll-ups at once, and counted later
    /// by the clock, so that closing a period of millions of events stays a matter of milliseconds.
    /// </summary>
    /// <value>10,000.</value>
    [Range(0, int.MaxValue)]
    public int CountAtOnce { get; set; } = 10_000;
}
