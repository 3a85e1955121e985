using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Operations;

/// <summary>
/// From when on a figure is a breach. The infrastructure gives the limits of its alerts to the app as well (infra/fabric.bicep, alertLimits); a test
/// holds that the defaults are the same.
/// </summary>
public sealed class MetricsOptions
{
    /// <summary>How old the oldest event that ingest has not seen may be.</summary>
    /// <value>5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ConsumerLag { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many usage events of one reason may be in quarantine.</summary>
    /// <value>100.</value>
    [Range(0, 1_000_000_000)]
    public long Quarantine { get; set; } = 100;

    /// <summary>How long a posting may wait for the books.</summary>
    /// <value>1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan OldestWaitingPosting { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a saga may take from when its period is due, or from its start when that was later.</summary>
    /// <value>4 hours.</value>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan SagaServiceLevel { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a case may wait for a person.</summary>
    /// <value>1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan OldestException { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// After what time a measurement is reported no more. What nobody measured since is not known, and a figure that is repeated for ever
    /// looks like a fabric that is well.
    /// </summary>
    /// <value>3 minutes: two measurements may fail.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(3);
}
