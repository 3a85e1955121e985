using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Posting;

/// <summary>How posting lanes deal with an ERP that is slow or away.</summary>
public sealed class PostingOptions
{
    /// <summary>
    /// How long a call without an answer may still take effect in the ERP. Until then nothing is sent again, only asked for. Raise it
    /// for an ERP that does not compare posting keys itself.
    /// </summary>
    /// <value>2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan InFlight { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The wait after the first outage; each further one doubles it.</summary>
    /// <value>5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two tries.</summary>
    /// <value>5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Unanswered sends of one entry after which its lane is blocked for a person.</summary>
    /// <value>10.</value>
    [Range(1, 1000)]
    public int Attempts { get; set; } = 10;
}
