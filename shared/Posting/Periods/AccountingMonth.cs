using System.Globalization;

namespace RevenueFunctions.Posting;

/// <summary>A calendar month, the measure of accounting periods.</summary>
/// <param name="First">Its first day.</param>
public readonly record struct AccountingMonth(DateOnly First)
{
    /// <summary>Its last day.</summary>
    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>Its key, yyyyMM; sorts by time.</summary>
    public string Key => First.ToString("yyyyMM", CultureInfo.InvariantCulture);

    /// <summary>The month after it.</summary>
    public AccountingMonth Next => new(First.AddMonths(1));

    /// <summary>The month that contains a day.</summary>
    public static AccountingMonth Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    /// <summary>The month of a key, or null when it is none.</summary>
    public static AccountingMonth? Find(string key) =>
        DateOnly.TryParseExact(key + "01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 1970 and < 9000
            ? new AccountingMonth(first)
            : null;
}
