using Microsoft.AspNetCore.Http;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Who may see which invoice.</summary>
internal static class InvoiceAccess
{
    /// <summary>
    /// True when the caller may see the account that the id names. Asked before the store is, so that the time taken does not tell which
    /// invoices of others exist.
    /// </summary>
    public static bool MaySee(HttpRequest request, string invoiceId) =>
        InvoiceId.TryParse(invoiceId, out var id) && Caller.Of(request).MaySee(id.Value.AccountId);
}
