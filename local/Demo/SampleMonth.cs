namespace RevenueFunctions.Local.Demo;

/// <summary>The month that the demo bills: always the same one, so that a seed always gives the same invoices.</summary>
internal static class SampleMonth
{
    /// <summary>September 2025.</summary>
    public const int Year = 2025;

    /// <summary>September 2025.</summary>
    public const int Month = 9;

    /// <summary>Key of the billing period of an account whose periods begin on the first.</summary>
    public const string Key = "20250901";

    /// <summary>An instant after the periods that the demo closes.</summary>
    public const string Later = "2025-11-05T12:00:00Z";
}
