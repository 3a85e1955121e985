using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A part of a billing period.</summary>
/// <param name="PeriodFrom">Start of the whole period (inclusive).</param>
/// <param name="PeriodTo">End of the whole period (exclusive).</param>
/// <param name="From">Start of the part (inclusive).</param>
/// <param name="To">End of the part (exclusive).</param>
/// <param name="TimeZone">IANA zone in which days are counted.</param>
public sealed record PreviewCoverage(DateTimeOffset PeriodFrom, DateTimeOffset PeriodTo, DateTimeOffset From, DateTimeOffset To, string TimeZone = "Etc/UTC")
{
    internal static Account AccountIn(string timeZone) => new("preview", "Preview", "preview", timeZone, "preview");

    internal Coverage ToCoverage() => new(AccountIn(TimeZone), new BillingPeriod("preview", PeriodFrom, PeriodTo), From, To);
}
