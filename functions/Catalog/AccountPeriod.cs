using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Finds the account and the billing period that a request names.</summary>
internal static class AccountPeriod
{
    /// <summary>Both, or the problem that says which of them does not exist.</summary>
    public static (Account? Account, BillingPeriod? Period, IResult? Problem) Find(CatalogSnapshot catalog, string accountId, string periodKey)
    {
        if (!catalog.Accounts.TryGetValue(accountId, out var account))
        {
            return (null, null, Problems.NotFound("account", accountId));
        }

        return BillingCalendar.PeriodOf(account, periodKey) is { } period
            ? (account, period, null)
            : (null, null, Problems.NotFound("billing period (the local date it begins on, yyyyMMdd)", periodKey));
    }
}
