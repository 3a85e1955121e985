using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Finds the account and the billing period that a request names.</summary>
internal static class AccountPeriod
{
    /// <summary>Both, or the problem that says which of them does not exist, or not for this caller.</summary>
    public static (Account? Account, BillingPeriod? Period, IResult? Problem) Find(HttpRequest request, CatalogSnapshot catalog, string accountId, string periodKey)
    {
        if (!catalog.Accounts.TryGetValue(accountId, out var account) || !Caller.Of(request).MaySee(account.Id))
        {
            return (null, null, Problems.NotFound("account", accountId));
        }

        return BillingCalendar.PeriodOf(account, periodKey) is { } period
            ? (account, period, null)
            : (null, null, Problems.NotFound("billing period (the local date it begins on, yyyyMMdd)", periodKey));
    }
}
