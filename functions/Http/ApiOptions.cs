using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Functions.Http;

/// <summary>What the API takes from a caller. Section "Api" of the settings.</summary>
public sealed class ApiOptions
{
    /// <summary>Bytes of a request's JSON body. Default 8 MiB: tens of thousands of catalog documents in one import.</summary>
    [Range(64 * 1024, 100 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 8 * 1024 * 1024;
}
