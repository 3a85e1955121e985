namespace RevenueFunctions.Catalog;

/// <summary>A contract is on a version of a plan only from the day on which that version counts.</summary>
internal static class PlanDayRules
{
    public static void Check(string path, PricePlan plan, Account? account, DateTimeOffset from, CatalogIssues issues)
    {
        // What is wrong with the account is an issue of its own.
        if (account is not null && plan.EffectiveFrom is { } effective && BillingCalendar.IsTimeZone(account.TimeZone) && from.Year is >= 1970 and < 9000)
        {
            issues.Require(BillingCalendar.DateAt(account, from) >= effective, path, "before-effective-date",
                $"Version {plan.Version} of plan '{CatalogIssues.Shown(plan.Key)}' counts from {effective:yyyy-MM-dd}.", "Begin on that day or later, or choose an earlier version.");
        }
    }
}
