using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Which invoices a list asks for.</summary>
internal sealed record InvoiceFilter(string? Account, string? LegalEntity, string? Period, InvoiceState? State, int Limit, string? Cursor)
{
    /// <summary>The filter of a request, or what is wrong with it.</summary>
    public static (InvoiceFilter? Filter, ValidationIssue? Issue) Read(HttpRequest request)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return (null, issue);
        }

        var period = Text("period");
        if (period is not null && (period.Length != 8 || !period.All(char.IsAsciiDigit)))
        {
            return (null, new ValidationIssue("period", "invalid-period", $"'{period}' is no period key.", "Send the period's first day, such as 20260101."));
        }

        var state = Text("state");
        InvoiceState? wanted = state is null ? null : Array.Find(Enum.GetValues<InvoiceState>(), one => string.Equals(one.ToString(), state, StringComparison.OrdinalIgnoreCase));
        if (state is not null && !string.Equals(wanted.ToString(), state, StringComparison.OrdinalIgnoreCase))
        {
            return (null, new ValidationIssue("state", "unknown-state", $"'{state}' is no state of an invoice.", "Send draft, issued, posted, credited or void."));
        }

        return (new InvoiceFilter(Text("account"), Text("legalEntity"), period, wanted, limit, cursor), null);

        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// What the store is read by: accounts, or legal entities, one after the other. An account that the caller may not see is like one
    /// without invoices.
    /// </summary>
    public (bool ByAccount, List<string> Keys) Partitions(CatalogSnapshot catalog, Caller caller) => this switch
    {
        { Account: { } account } => (true, caller.MaySee(account) ? [account] : []),
        _ when caller.Accounts is { } own => (true, [.. own]),
        { LegalEntity: { } entity } => (false, [entity]),
        _ => (false, [.. catalog.LegalEntities.Keys.Order(StringComparer.Ordinal)]),
    };

    /// <summary>True when the invoice is asked for.</summary>
    public bool Takes(InvoiceSummary invoice) =>
        (State is null || invoice.State == State) && (LegalEntity is null || invoice.LegalEntityId == LegalEntity);
}
