using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Functions.Http;

/// <summary>What the API takes from a caller. Section "Api" of the settings.</summary>
public sealed class ApiOptions
{
    /// <summary>Bytes of a request's JSON body. Default 8 MiB: tens of thousands of catalog documents in one import.</summary>
    [Range(64 * 1024, 100 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How long a body may take to arrive as a whole. Default 1 minute: a sender that drips holds a place that others need.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BodyTime { get; set; } = TimeSpan.FromMinutes(1);
}
