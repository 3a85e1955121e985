using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Operations;

/// <summary>When billing periods are closed by themselves.</summary>
public sealed class ClosingOptions
{
    /// <summary>How long after its end a period still waits for usage that is on its way.</summary>
    /// <value>1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);
}
