using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Reconciliation;

/// <summary>How reconciliation judges what is under way.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>How long an issued invoice may be on its way into the books before it is a break.</summary>
    /// <value>1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan PostingTolerance { get; set; } = TimeSpan.FromHours(1);
}
