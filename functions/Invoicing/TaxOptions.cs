using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Which tax engine is asked.</summary>
public sealed class TaxOptions : IValidatableObject
{
    /// <summary>Address that an external engine takes questions at, over HTTPS or on this machine.</summary>
    /// <value>None: the catalog's tax tables are used.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>Sent as a bearer token; absent: none.</summary>
    public string? Token { get; set; }

    /// <summary>How long an answer is waited for. Then the invoice waits for a person instead.</summary>
    /// <value>10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is not null && (!Endpoint.IsAbsoluteUri || (Endpoint.Scheme != Uri.UriSchemeHttps && !(Endpoint.Scheme == Uri.UriSchemeHttp && Endpoint.IsLoopback))))
        {
            yield return new ValidationResult("Tax:Endpoint is no https address; plain http is taken only for this machine.", [nameof(Endpoint)]);
        }
    }
}
