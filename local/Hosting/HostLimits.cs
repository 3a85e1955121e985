using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Local.Hosting;

/// <summary>What the host's HTTP server takes from a connection, and how long it waits for it (settings HostLimits:{name}).</summary>
public sealed class HostLimits
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "HostLimits";

    /// <summary>
    /// The head of a request is parsed up to so many times its limits, so that what is over them can be told why. Beyond, the connection ends
    /// with a bare status.
    /// </summary>
    public const int ParsedTimes = 4;

    /// <summary>Characters of a request's path and query.</summary>
    /// <value>4,096.</value>
    [Range(512, 32 * 1024)]
    public int UrlCharacters { get; set; } = 4096;

    /// <summary>Bytes of a request's headers together.</summary>
    /// <value>16 KiB.</value>
    [Range(2048, 64 * 1024)]
    public int HeaderBytes { get; set; } = 16 * 1024;

    /// <summary>Headers of a request.</summary>
    /// <value>64.</value>
    [Range(16, 1000)]
    public int HeaderCount { get; set; } = 64;

    /// <summary>Bytes of any request's body. The doors have smaller limits of their own; this one holds for what comes after them.</summary>
    /// <value>100 MiB, as in Functions.</value>
    [Range(1024, 1024L * 1024 * 1024)]
    public long BodyBytes { get; set; } = 100L * 1024 * 1024;

    /// <summary>How long the head of a request may take to arrive.</summary>
    /// <value>10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan HeadTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may stay without a request.</summary>
    /// <value>2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes in a second that a sender of a body, and a reader of an answer, must keep up after <see cref="SlowTime"/>.</summary>
    /// <value>240.</value>
    [Range(1, 1_000_000)]
    public double BytesPerSecond { get; set; } = 240;

    /// <summary>How long a sender or a reader may be slower than that before its connection ends.</summary>
    /// <value>5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01.001", "00:05:00")]
    public TimeSpan SlowTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connections at a time; further ones are closed at once. Far above what callers of one machine keep open, so that idle ones keep nobody
    /// out, and low enough that all of them together cost less than a hundred megabytes.
    /// </summary>
    /// <value>4,096.</value>
    [Range(8, 100_000)]
    public long Connections { get; set; } = 4096;
}
