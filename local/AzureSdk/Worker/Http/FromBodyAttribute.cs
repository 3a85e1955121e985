using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Binds a parameter to the JSON body of the HTTP request.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    public FromBodyAttribute()
        : base(typeof(FromBodyConverter))
    {
    }

    /// <summary>Stands where the real converter stands; the embedded host reads the body itself when it sees the attribute.</summary>
    private static class FromBodyConverter;
}
